/*
 * <stripe-buy-button>: one thing to buy in a merchant's page, in test mode.
 * It takes the attributes of the real element: buy-button-id,
 * publishable-key, customer-session-client-secret, client-reference-id and
 * customer-email; component.js says more.
 */
import(new URL("component.js", document.currentScript.src))
    .then(({ Component, element, picture }) => {
	let buttons = 0;

	class BuyButton extends Component {
		static of = {
			tag: "stripe-buy-button",
			attribute: "buy-button-id",
			prefix: "buy_btn_",
			name: "buy button",
			path: "/v3/buy_buttons/",
			waiting: "One moment…",
			failed: "This cannot be bought here right now.",
		};
		#name = "bb" + ++buttons;

		show(offer)
		{
			const card = element("div", "offer " + offer.layout);
			const button = element("button", "choose full",
			    offer.button);

			button.type = "button";
			if (offer.layout === "card")
				this.#describe(offer, card, button);
			else
				button.setAttribute("aria-label",
				    `${offer.button}: ${offer.name}`);
			if (offer.active) {
				button.addEventListener("click", () =>
				    this.choose(button));
				card.append(button);
			} else {
				card.append(element("p", "over",
				    offer.message));
			}
			this.root.append(card);
		}

		/* What is for sale and what it costs. */
		#describe(offer, card, button)
		{
			const title = element("h2", "", offer.name);
			const image = picture(offer.picture);
			const price = element("p", "price");

			title.id = this.#name;
			button.setAttribute("aria-describedby", title.id);
			if (image)
				card.append(image);
			card.append(title);
			if (offer.description)
				card.append(element("p", "about",
				    offer.description));
			if (offer.amount)
				price.append(element("span", "amount",
				    offer.amount));
			if (offer.per)
				price.append(element("span", "every",
				    offer.per));
			card.append(price);
			if (offer.note)
				card.append(element("p", "note", offer.note));
		}
	}

	BuyButton.define(`
.wait { min-block-size: 3rem; }
.offer {
	display: grid;
	gap: .75rem;
	inline-size: 100%;
	max-inline-size: 22rem;
	overflow-wrap: break-word;
}
.offer.card {
	padding: 1.5rem;
	border: 1px solid var(--pt-line);
	border-radius: calc(var(--pt-radius) * 1.5);
	background: var(--pt-raised);
}
.amount { font-size: 1.563rem; font-weight: 700; line-height: 1.2; }
.over { font-weight: 600; white-space: pre-line; unicode-bidi: plaintext; }
.test { max-inline-size: 22rem; margin-block-start: .75rem; }
`);
});
