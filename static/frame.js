/*
 * A payment page in a frame of a shop's page: asks that page for the client
 * secret, tells it how tall the form is, and when it is paid.  The other end
 * is v3/stripe.js.
 */
(function () {
	"use strict";

	const NAME = "embedded-checkout";
	const known = document.body.dataset.parent;
	const done = document.querySelector("[data-complete]");
	const go = document.querySelector("[data-go]");
	const waiting = document.querySelector("[data-waiting]");
	const problem = document.querySelector(".notice.stop[tabindex]");

	/* Nothing that is told before the page is known is a secret. */
	function tell(type, more)
	{
		window.parent.postMessage({ from: NAME, type, ...more },
		    known || "*");
	}

	function add(form, name, value)
	{
		const input = document.createElement("input");

		input.type = "hidden";
		input.name = name;
		input.value = value;
		form.append(input);
	}

	/* Takes the secret, from the page around only, and goes on with it. */
	function open(event)
	{
		const form = document.createElement("form");

		if (event.source !== window.parent ||
		    event.data?.from !== NAME || event.data.type !== "open")
			return;
		window.removeEventListener("message", open);
		form.method = "post";
		form.action = "/c/embedded";
		add(form, "key", event.data.key);
		add(form, "client_secret", event.data.clientSecret);
		add(form, "parent", event.origin);
		document.body.append(form);
		form.submit();
	}

	function measure()
	{
		tell("height", { height: Math.ceil(
		    document.body.getBoundingClientRect().height) });
	}

	if (window.parent === window) {
		if (waiting)
			waiting.textContent = waiting.dataset.alone;
		return;
	}
	new ResizeObserver(measure).observe(document.body);
	measure();
	if (waiting) {
		window.addEventListener("message", open);
		tell("ready");
	}
	if (problem) {
		problem.focus({ preventScroll: true });
		tell("top");
	}
	/* The page around asks the API what came of it: nothing is told. */
	if (document.querySelector("[data-answered]"))
		window.parent.postMessage({ from: "payment-element",
		    type: "answered" }, "*");
	if (done)
		tell("complete", { url: go ? go.href : null });
})();
