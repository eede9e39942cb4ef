/*
 * Stripe(key) in test mode: what a page loads as /v3/ in the place of
 * https://js.stripe.com/v3/.  Of the real one it has the embedded checkout.
 */
(function () {
	"use strict";

	const NAME = "embedded-checkout";
	const base = new URL(document.currentScript.src).origin;
	const UNREACHABLE = "The payment form could not be loaded. Check " +
	    "your connection and load this page again.";
	let current = null;

	class IntegrationError extends Error {
		name = "IntegrationError";
	}

	function check_key(key)
	{
		if (typeof key !== "string" || key === "")
			throw new IntegrationError("Please call Stripe() " +
			    "with your publishable key.");
		if (/^[sr]k_/.test(key))
			throw new IntegrationError("You should not use your " +
			    "secret key in a page. Use your publishable key " +
			    "with Stripe().");
		if (!/^pk_\w+$/.test(key))
			throw new IntegrationError("This is not a " +
			    "publishable key: it must begin with pk_.");
	}

	/* Asks the API whether a client secret is good before it is shown. */
	async function check_secret(key, secret)
	{
		let answer, body;

		try {
			answer = await fetch(new URL("/v3/embedded_checkout",
			    base), { method: "POST", credentials: "omit",
				cache: "no-store",
				referrerPolicy: "no-referrer",
				body: new URLSearchParams({ key,
				    client_secret: secret }) });
			body = await answer.json();
		} catch (e) {
			throw new Error(UNREACHABLE);
		}
		if (!answer.ok)
			throw new IntegrationError(body.error?.message ||
			    UNREACHABLE);
	}

	function find_place(place)
	{
		const found = typeof place === "string" ?
		    document.querySelector(place) : place;

		if (!(found instanceof Element))
			throw new IntegrationError("mount() takes an element " +
			    "of the page, or a selector that finds one.");
		return found;
	}

	/* A frame of the payment page, and what it and the page say. */
	class EmbeddedCheckout {
		#key;
		#secret;
		#completed;
		#told = false;
		#frame = null;
		#over = false;
		#hear = (event) => this.#message(event);

		constructor(key, secret, onComplete)
		{
			this.#key = key;
			this.#secret = secret;
			this.#completed = onComplete;
		}

		mount(place)
		{
			const found = find_place(place);

			this.#alive();
			this.unmount();
			this.#frame = document.createElement("iframe");
			this.#frame.name = NAME;
			this.#frame.title = "Secure payment form";
			this.#frame.allow = "payment *";
			this.#frame.style.display = "block";
			this.#frame.style.inlineSize = "100%";
			this.#frame.style.blockSize = "34rem";
			this.#frame.style.border = "0";
			this.#frame.style.colorScheme = "light dark";
			window.addEventListener("message", this.#hear);
			this.#frame.src = new URL("/c/embedded", base).href;
			found.replaceChildren(this.#frame);
		}

		unmount()
		{
			window.removeEventListener("message", this.#hear);
			this.#frame?.remove();
			this.#frame = null;
		}

		destroy()
		{
			this.unmount();
			this.#over = true;
			if (current === this)
				current = null;
		}

		#alive()
		{
			if (this.#over)
				throw new IntegrationError("This Embedded " +
				    "Checkout was destroyed. Make a new one.");
		}

		#message(event)
		{
			const frame = this.#frame;
			const said = event.data;

			if (event.source !== frame?.contentWindow ||
			    event.origin !== base || said?.from !== NAME)
				return;
			if (said.type === "ready")
				frame.contentWindow.postMessage({ from: NAME,
				    type: "open", key: this.#key,
				    clientSecret: this.#secret }, base);
			else if (said.type === "height" && said.height > 0)
				frame.style.blockSize =
				    Math.min(said.height, 20000) + "px";
			else if (said.type === "top")
				this.#show_top(frame);
			else if (said.type === "complete")
				this.#complete(said.url);
		}

		/* Brings what is wrong into view, if it is out of it. */
		#show_top(frame)
		{
			if (frame.getBoundingClientRect().top < 0)
				frame.scrollIntoView({ block: "start" });
		}

		/* Once, however often the frame is loaded again. */
		#complete(url)
		{
			if (this.#told)
				return;
			this.#told = true;
			if (/^https?:/.test(url || ""))
				location.assign(url);
			else if (typeof this.#completed === "function")
				this.#completed();
		}
	}

	async function init(key, options)
	{
		const { clientSecret, fetchClientSecret, onComplete } =
		    options || {};
		let secret = clientSecret;

		if (current !== null)
			throw new IntegrationError("You cannot have multiple " +
			    "Embedded Checkout objects.");
		if (secret === undefined &&
		    typeof fetchClientSecret !== "function")
			throw new IntegrationError("initEmbeddedCheckout() " +
			    "needs clientSecret or fetchClientSecret.");
		/* Taken at once: two calls at a time are two objects. */
		current = init;
		try {
			if (secret === undefined)
				secret = await fetchClientSecret();
			if (typeof secret !== "string" ||
			    !secret.includes("_secret_"))
				throw new IntegrationError("The client " +
				    "secret of a Checkout Session is expected, " +
				    "cs_…_secret_….");
			await check_secret(key, secret);
			current = new EmbeddedCheckout(key, secret, onComplete);
		} catch (e) {
			current = null;
			throw e;
		}
		return current;
	}

	/* Called with new or without, like the real one. */
	function Stripe(key)
	{
		check_key(key);
		return Object.freeze({
			initEmbeddedCheckout: (options) => init(key, options),
		});
	}

	Stripe.version = 3;
	window.Stripe ??= Stripe;
})();
