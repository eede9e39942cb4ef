/*
 * <stripe-pricing-table>: a merchant's plans in a page of theirs, in test
 * mode.  It takes the attributes of the real element: pricing-table-id,
 * publishable-key, customer-session-client-secret, client-reference-id and
 * customer-email; component.js says more.
 */
import(new URL("component.js", document.currentScript.src))
    .then(({ Component, element, picture }) => {
	const COUNTS = ["", "one", "two", "three", "four"];
	let tables = 0;

	class PricingTable extends Component {
		static of = {
			tag: "stripe-pricing-table",
			attribute: "pricing-table-id",
			prefix: "prctbl_",
			name: "pricing table",
			path: "/v3/pricing_tables/",
			waiting: "Loading the plans…",
			failed: "The plans cannot be shown.",
		};
		#name = "pt" + ++tables;

		show(table)
		{
			const plans = element("ul", "plans " +
			    (COUNTS[table.plans.length] || "four"));
			/* Without marks some screen readers call it no list. */
			plans.setAttribute("role", "list");
			const parts = table.plans.map((plan, i) =>
			    this.#plan(plan, i, table.plans.length === 1));
			const choose = (key) => parts.forEach((part) =>
			    part.choose(key));

			plans.append(...parts.map((part) => part.item));
			if (table.intervals.length > 1)
				this.root.append(this.#switch(table.intervals,
				    choose));
			this.root.append(plans);
			choose(table.intervals[0].key);
		}

		#switch(intervals, choose)
		{
			const set = element("fieldset", "switch");

			set.append(element("legend", "unseen",
			    "How often you pay"));
			intervals.forEach((one, i) => {
				const label = element("label");
				const input = element("input");

				input.type = "radio";
				input.name = this.#name;
				input.value = one.key;
				input.checked = i === 0;
				input.addEventListener("change", () =>
				    choose(one.key));
				label.append(input, element("span", "",
				    one.label));
				set.append(label);
			});
			return set;
		}

		/* A plan, and what shows its price of an interval. */
		#plan(plan, i, alone)
		{
			const item = element("li", plan.highlight ?
			    "plan marked" : "plan");
			const title = element("h2", "", plan.name);
			const amount = element("span", "amount");
			const every = element("span", "every");
			const head = element("div");
			const cost = element("div");
			const price = element("p", "price");
			const button = element("button",
			    alone || plan.highlight ? "choose full" : "choose",
			    plan.button);
			const days = plan.trial_period_days;
			const trial = days > 0 ? "First " + (days === 1 ?
			    "day" : days + " days") + " free" : "";
			/* Room for its line, if it has one at any interval. */
			const note = element("p", trial !== "" ||
			    plan.prices.some((one) => one.note) ?
			    "note kept" : "note");
			const image = picture(plan.picture);
			let chosen = null;

			title.id = this.#name + "-" + i;
			item.setAttribute("aria-labelledby", title.id);
			button.type = "button";
			button.setAttribute("aria-describedby", title.id);
			button.addEventListener("click", () =>
			    this.choose(button, { price: chosen.id }));
			price.append(amount, every);
			if (plan.highlight)
				item.append(element("p", "mark",
				    plan.highlight));
			if (image)
				head.append(image);
			head.append(title);
			if (plan.description)
				head.append(element("p", "about",
				    plan.description));
			cost.append(price, note);
			item.append(head, cost, button,
			    this.#features(plan.features));
			return { item, choose(key) {
				chosen = plan.prices.find((one) =>
				    one.interval === key);
				item.hidden = !chosen;
				if (!chosen)
					return;
				amount.textContent = chosen.amount;
				every.textContent = chosen.per;
				note.textContent = [trial, chosen.note]
				    .filter(Boolean).join(" · ");
			} };
		}

		#features(features)
		{
			const part = element("div");
			const list = element("ul", "features");

			if (features.length === 0)
				return part;
			list.append(...features.map((text) =>
			    element("li", "", text)));
			part.append(element("h3", "", "What you get"), list);
			return part;
		}
	}

	PricingTable.define(`
.wait { min-block-size: 24rem; }
.switch {
	display: flex;
	flex-wrap: wrap;
	inline-size: fit-content;
	margin: 0 auto 2rem;
	padding: 3px;
	border: 1px solid var(--pt-edge);
	border-radius: calc(var(--pt-radius) + 3px);
	background: var(--pt-raised);
}
.switch label {
	position: relative;
	display: grid;
	place-items: center;
	min-block-size: 2.75rem;
	min-inline-size: 7rem;
	padding: .25rem 1rem;
	border-radius: var(--pt-radius);
	font-weight: 600;
	cursor: pointer;
}
.switch input {
	position: absolute;
	inset: 0;
	margin: 0;
	opacity: 0;
	cursor: pointer;
}
.switch label:has(:checked) {
	background: var(--pt-brand);
	color: var(--pt-brand-ink);
}
.switch label:has(:focus-visible) {
	outline: 3px solid var(--pt-brand);
	outline-offset: 3px;
}
.plans {
	display: grid;
	grid-template-columns: minmax(0, 1fr);
	gap: 2rem 1.5rem;
	inline-size: 100%;
	max-inline-size: 26rem;
	margin-inline: auto;
}
.plan {
	position: relative;
	display: grid;
	grid-template-rows: subgrid;
	grid-row: span 4;
	gap: .75rem;
	align-content: start;
	padding: 2rem 1.5rem 1.5rem;
	border: 1px solid var(--pt-line);
	border-radius: calc(var(--pt-radius) * 1.5);
	background: var(--pt-raised);
	overflow-wrap: break-word;
}
.plan.marked { border: 2px solid var(--pt-brand); }
.mark {
	position: absolute;
	inset-block-start: 0;
	inset-inline-start: 1.5rem;
	max-inline-size: calc(100% - 3rem);
	translate: 0 -50%;
	padding: .25rem .75rem;
	border-radius: 99rem;
	background: var(--pt-brand);
	color: var(--pt-brand-ink);
	font-size: .875rem;
	font-weight: 600;
	line-height: 1.3;
}
.amount {
	font-size: 2.441rem;
	font-weight: 750;
	line-height: 1.15;
	letter-spacing: -.03em;
}
.note.kept { min-block-size: 1.5em; }
.picture, h2 { margin-block-end: .375rem; }
h3 { margin-block: .25rem .375rem; font-size: .875rem; line-height: 1.5; }
.features { display: grid; gap: .375rem; }
.features li {
	position: relative;
	padding-inline-start: 1.75rem;
}
.features li::before {
	position: absolute;
	inset-inline-start: 0;
	color: var(--pt-brand);
	content: "✓";
	content: "✓" / "";
	font-weight: 700;
}
@container (min-width: 40rem) {
	.plans { max-inline-size: none; }
	.plans.one { max-inline-size: 26rem; }
	.plans.two { grid-template-columns: repeat(2, minmax(0, 1fr)); }
	.plans.three { grid-template-columns: repeat(3, minmax(0, 1fr)); }
	.plans.four { grid-template-columns: repeat(2, minmax(0, 1fr)); }
}
@container (min-width: 64rem) {
	.plans.four { grid-template-columns: repeat(4, minmax(0, 1fr)); }
}
@media (prefers-reduced-motion: no-preference) {
	.switch label { transition: background-color .12s; }
}
@media (forced-colors: active) {
	.switch label:has(:checked) { outline: 2px solid Highlight; }
}
`);
});
