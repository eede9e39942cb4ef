/* Puts the payment form into the shop's own page. */
(async function () {
	"use strict";

	const place = document.getElementById("checkout");

	try {
		const stripe = window.Stripe(place.dataset.publishableKey);
		const checkout = await stripe.initEmbeddedCheckout({
			clientSecret: place.dataset.clientSecret,
		});

		checkout.mount(place);
	} catch (e) {
		place.hidden = true;
		document.getElementById("checkout-problem").hidden = false;
	}
})();
