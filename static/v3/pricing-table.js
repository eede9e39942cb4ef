/*
 * <stripe-pricing-table>: a merchant's plans in a page of theirs, in test
 * mode.  It takes the attributes of the real element: pricing-table-id,
 * publishable-key, customer-session-client-secret, client-reference-id and
 * customer-email.  What cannot be right is said in its place rather than
 * dropped.  Its look follows the page's --brand, --brand-ink, --surface,
 * --radius and --font where they are set.
 */
(function () {
	"use strict";

	const base = new URL(document.currentScript.src).origin;
	const ATTRIBUTES = ["pricing-table-id", "publishable-key",
	    "customer-session-client-secret", "client-reference-id",
	    "customer-email"];
	const UNREACHABLE = "The plans could not be loaded. Check your " +
	    "connection and load this page again.";

	const sheet = new CSSStyleSheet();

	sheet.replaceSync(`
:host {
	--pt-brand: var(--brand, #155e4b);
	--pt-brand-ink: var(--brand-ink, #fff);
	--pt-surface: var(--surface, Canvas);
	--pt-ink: var(--ink, CanvasText);
	--pt-raised: var(--raised, var(--pt-surface));
	--pt-radius: var(--radius, 8px);
	--pt-quiet: color-mix(in srgb, var(--pt-ink) 72%, var(--pt-surface));
	--pt-line: color-mix(in srgb, var(--pt-ink) 16%, var(--pt-surface));
	--pt-edge: color-mix(in srgb, var(--pt-ink) 52%, var(--pt-surface));
	--pt-stop: #a8201a;
	display: block;
	container-type: inline-size;
	color: var(--pt-ink);
	font: 400 1rem/1.5 var(--font, system-ui, sans-serif);
}
@media (prefers-color-scheme: dark) {
	:host { --pt-stop: #ffa79c; }
}
:host([hidden]), [hidden] { display: none !important; }
*, ::before, ::after { box-sizing: border-box; }
h2, h3, p, ul, fieldset { margin: 0; padding: 0; border: 0; }
ul { list-style: none; }
.wait { min-block-size: 24rem; color: var(--pt-quiet); }
.unseen {
	position: absolute;
	inline-size: 1px;
	block-size: 1px;
	overflow: hidden;
	clip-path: inset(50%);
	white-space: nowrap;
}
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
.picture {
	inline-size: 100%;
	block-size: 9rem;
	border-radius: var(--pt-radius);
	object-fit: contain;
}
h2 { font-size: 1.25rem; line-height: 1.2; letter-spacing: -.01em; }
.about, .note, .every { color: var(--pt-quiet); }
.about { text-wrap: pretty; }
.price {
	display: flex;
	flex-wrap: wrap;
	align-items: baseline;
	gap: 0 .5rem;
}
.amount {
	font-size: 2.441rem;
	font-weight: 750;
	line-height: 1.15;
	letter-spacing: -.03em;
	font-variant-numeric: tabular-nums;
}
.note { font-size: .875rem; }
.note.kept { min-block-size: 1.5em; }
.picture, h2 { margin-block-end: .375rem; }
.choose {
	inline-size: 100%;
	min-block-size: 3rem;
	padding: .5rem 1rem;
	border: 2px solid var(--pt-brand);
	border-radius: var(--pt-radius);
	background: transparent;
	color: var(--pt-brand);
	font: 600 1rem/1.25 var(--font, system-ui, sans-serif);
	cursor: pointer;
}
.choose:hover {
	background: color-mix(in srgb, var(--pt-brand) 9%, transparent);
}
.marked .choose, .plans.one .choose {
	background: var(--pt-brand);
	color: var(--pt-brand-ink);
}
.marked .choose:hover, .plans.one .choose:hover {
	background: color-mix(in srgb, var(--pt-brand) 86%, var(--pt-ink));
}
.choose:focus-visible {
	outline: 3px solid var(--pt-brand);
	outline-offset: 2px;
}
.choose:disabled {
	border-color: transparent;
	background: color-mix(in srgb, var(--pt-ink) 12%, var(--pt-surface));
	color: var(--pt-ink);
	cursor: progress;
}
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
.problem {
	margin-block-end: 1.5rem;
	padding: 1rem;
	border: 1px solid var(--pt-stop);
	border-inline-start-width: 4px;
	border-radius: var(--pt-radius);
	background: color-mix(in srgb, var(--pt-stop) 7%, var(--pt-surface));
}
.problem strong { color: var(--pt-stop); }
.problem:focus { outline: 3px solid var(--pt-stop); }
.test {
	margin-block-start: 1.5rem;
	color: var(--pt-quiet);
	font-size: .875rem;
	text-align: center;
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
	.choose, .switch label { transition: background-color .12s; }
}
@media (forced-colors: active) {
	.switch label:has(:checked) { outline: 2px solid Highlight; }
	.choose { border-color: ButtonText; }
}
`);

	function element(name, className, text)
	{
		const made = document.createElement(name);

		if (className)
			made.className = className;
		if (text !== undefined)
			made.textContent = text;
		return made;
	}

	/* One call of the API; what it says is wrong is thrown as an Error. */
	async function ask(path, form)
	{
		const url = new URL(path, base);
		const options = { credentials: "omit", cache: "no-store",
		    referrerPolicy: "no-referrer" };
		let answer, body;

		if (form) {
			options.method = "POST";
			options.body = new URLSearchParams(form);
		}
		try {
			answer = await fetch(url, options);
			body = await answer.json();
		} catch (e) {
			throw new Error(UNREACHABLE);
		}
		if (!answer.ok)
			throw new Error(body.error?.message || UNREACHABLE);
		return body;
	}

	/* What is wrong with the attributes, for the page's author; or "". */
	function complaint(at)
	{
		const key = at["publishable-key"];
		const reference = at["client-reference-id"];
		const email = at["customer-email"];

		if (!/^prctbl_[\w-]+$/.test(at["pricing-table-id"] || ""))
			return "pricing-table-id must be the id of a pricing " +
			    "table, prctbl_…";
		if (/^[sr]k_/.test(key || ""))
			return "publishable-key is a secret key. It must " +
			    "never be in a page: use the key that begins " +
			    "with pk_.";
		if (!/^pk_\w+$/.test(key || ""))
			return "publishable-key must be the key that begins " +
			    "with pk_.";
		if (reference && reference.length > 200)
			return "client-reference-id may have 200 characters; " +
			    "this one has " + reference.length + ".";
		if (reference && !/^[A-Za-z0-9_-]+$/.test(reference))
			return "client-reference-id takes letters, digits, " +
			    "- and _ only.";
		if (email && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
			return "customer-email must be a whole e-mail address.";
		return "";
	}

	const COUNTS = ["", "one", "two", "three", "four"];
	let tables = 0;

	class PricingTable extends HTMLElement {
		static observedAttributes = ATTRIBUTES;
		#root = this.attachShadow({ mode: "open" });
		#asked = 0;
		#due = false;
		#name = "pt" + ++tables;

		constructor()
		{
			super();
			this.#root.adoptedStyleSheets = [sheet];
		}

		connectedCallback()
		{
			this.#begin();
		}

		attributeChangedCallback(name, before, now)
		{
			if (this.isConnected && before !== now)
				this.#begin();
		}

		/* Once for however many attributes change at a time. */
		#begin()
		{
			if (this.#due)
				return;
			this.#due = true;
			queueMicrotask(() => {
				this.#due = false;
				this.#load();
			});
		}

		#attributes()
		{
			return Object.fromEntries(ATTRIBUTES.map((name) =>
			    [name, this.getAttribute(name)]));
		}

		async #load()
		{
			const turn = ++this.#asked;
			const at = this.#attributes();
			const wrong = complaint(at);
			const secret = at["customer-session-client-secret"];
			let path = "/v3/pricing_tables/" +
			    encodeURIComponent(at["pricing-table-id"]);

			if (wrong !== "") {
				this.#fail(wrong);
				return;
			}
			this.#root.replaceChildren(element("p", "wait",
			    "Loading the plans…"));
			try {
				const table = secret ?
				    await ask(path, {
					key: at["publishable-key"],
					customer_session_client_secret: secret,
				    }) :
				    await ask(path + "?key=" +
				    encodeURIComponent(at["publishable-key"]));

				if (turn === this.#asked)
					this.#show(table, at);
			} catch (e) {
				if (turn === this.#asked)
					this.#fail(e.message);
			}
		}

		#problem(message)
		{
			const box = element("div", "problem");
			const first = element("p");

			box.setAttribute("role", "alert");
			first.append(element("strong", "", message));
			box.append(first);
			return box;
		}

		#fail(message)
		{
			const box = this.#problem("The plans cannot be shown.");

			box.append(element("p", "", message));
			this.#root.replaceChildren(box);
		}

		#show(table, at)
		{
			const plans = element("ul", "plans " +
			    (COUNTS[table.plans.length] || "four"));
			/* Without marks some screen readers call it no list. */
			plans.setAttribute("role", "list");
			const parts = table.plans.map((plan, i) =>
			    this.#plan(plan, i, at));
			const choose = (key) => parts.forEach((part) =>
			    part.choose(key));

			plans.append(...parts.map((part) => part.item));
			this.#root.replaceChildren();
			if (table.intervals.length > 1)
				this.#root.append(this.#switch(table.intervals,
				    choose));
			this.#root.append(plans);
			if (!table.livemode)
				this.#root.append(element("p", "test",
				    "Test mode. No money moves."));
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
		#plan(plan, i, at)
		{
			const item = element("li", plan.highlight ?
			    "plan marked" : "plan");
			const title = element("h2", "", plan.name);
			const amount = element("span", "amount");
			const every = element("span", "every");
			const head = element("div");
			const cost = element("div");
			const price = element("p", "price");
			const button = element("button", "choose",
			    plan.button);
			const days = plan.trial_period_days;
			const trial = days > 0 ? "First " + (days === 1 ?
			    "day" : days + " days") + " free" : "";
			/* Room for its line, if it has one at any interval. */
			const note = element("p", trial !== "" ||
			    plan.prices.some((one) => one.note) ?
			    "note kept" : "note");
			let chosen = null;

			title.id = this.#name + "-" + i;
			item.setAttribute("aria-labelledby", title.id);
			button.type = "button";
			button.setAttribute("aria-describedby", title.id);
			button.addEventListener("click", () =>
			    this.#choose(chosen, button, at));
			price.append(amount, every);
			if (plan.highlight)
				item.append(element("p", "mark",
				    plan.highlight));
			if (/^https?:/.test(plan.picture || "")) {
				const picture = element("img", "picture");

				picture.alt = "";
				picture.src = plan.picture;
				head.append(picture);
			}
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

		async #choose(price, button, at)
		{
			const text = button.textContent;
			const form = { key: at["publishable-key"],
			    price: price.id,
			    page: location.href.split("#")[0] };
			const more = {
				customer_session_client_secret:
				    at["customer-session-client-secret"],
				client_reference_id: at["client-reference-id"],
				customer_email: at["customer-email"],
			};

			for (const [name, value] of Object.entries(more))
				if (value)
					form[name] = value;
			this.#root.querySelector(".problem")?.remove();
			button.disabled = true;
			button.textContent = "One moment…";
			/* Back from the payment page, it works again. */
			const again = () => {
				button.disabled = false;
				button.textContent = text;
			};
			window.addEventListener("pageshow", again,
			    { once: true });
			try {
				const session = await ask(
				    "/v3/pricing_tables/" +
				    encodeURIComponent(at["pricing-table-id"]) +
				    "/sessions", form);

				if (!/^https?:/.test(session.url))
					throw new Error(UNREACHABLE);
				location.assign(session.url);
			} catch (e) {
				const box = this.#problem(e.message);

				again();
				box.tabIndex = -1;
				box.append(element("p", "",
				    "You have not been charged."));
				this.#root.prepend(box);
				box.focus();
			}
		}
	}

	if (!customElements.get("stripe-pricing-table"))
		customElements.define("stripe-pricing-table", PricingTable);
})();
