/* The Payment Element in the shop's own page, and the button that pays. */
(function () {
	"use strict";

	const AWAY = "The payment form could not be loaded. You have not been " +
	    "charged. Check your connection and load this page again.";
	const form = document.getElementById("payment");

	if (!form)
		return;

	const problem = document.getElementById("payment-problem");
	const button = document.getElementById("payment-button");
	const text = button.textContent;
	const { clientSecret, customerSecret, email, publishableKey,
	    returnUrl } = form.dataset;
	let stripe, elements;

	function say(message)
	{
		problem.textContent = message;
		problem.hidden = message === "";
	}

	function working(yes)
	{
		button.disabled = yes;
		button.textContent = yes ? button.dataset.working : text;
	}

	/* Leads away when it is paid; comes back when it is not. */
	async function pay(event)
	{
		event.preventDefault();
		if (button.disabled)
			return;
		say("");
		working(true);
		try {
			const { error } = await stripe.confirmPayment({
				elements,
				confirmParams: { return_url: returnUrl },
			});

			/* A field says by itself what is wrong with it. */
			if (error && error.type !== "validation_error")
				say(error.message || AWAY);
		} catch (e) {
			say(AWAY);
		}
		working(false);
	}

	try {
		stripe = window.Stripe(publishableKey);
		elements = stripe.elements({ clientSecret,
			...customerSecret && {
			    customerSessionClientSecret: customerSecret } });
		const element = elements.create("payment", {
			defaultValues: { billingDetails: email ? { email } :
			    {} },
		});

		element.on("ready", function () {
			button.hidden = false;
			working(false);
		});
		element.on("loaderror", function (event) {
			button.hidden = true;
			say(event.error?.message || AWAY);
		});
		element.mount("#payment-element");
		form.addEventListener("submit", pay);
	} catch (e) {
		say(AWAY);
	}
})();
