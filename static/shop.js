/*
 * The shop's pages in the browser.  All of them work without this file; it
 * adds a cart that stays, and buttons that cannot be pressed twice.
 */
(function () {
	"use strict";

	const KEY = "second-pot-cart";
	/* A token is good for the same cart this long: less than a session. */
	const TOKEN_MS = 20 * 60 * 1000;

	function load()
	{
		let cart = null;

		try {
			cart = JSON.parse(localStorage.getItem(KEY));
		} catch (e) {
			/* no storage, or not ours: an empty cart */
		}
		if (cart === null || typeof cart !== "object" ||
		    cart.items === null || typeof cart.items !== "object")
			cart = { items: {} };
		return cart;
	}

	function save(cart)
	{
		try {
			localStorage.setItem(KEY, JSON.stringify(cart));
		} catch (e) {
			/* the cart then lasts as long as the page */
		}
	}

	/* Forms that are sent once, until the shopper comes back to them. */
	function once(form)
	{
		const buttons = [...form.querySelectorAll(
		    "button[data-working]")];
		const texts = buttons.map((button) => button.textContent);

		form.addEventListener("submit", function (event) {
			if (event.defaultPrevented)
				return;
			if (form.dataset.sent) {
				event.preventDefault();
				return;
			}
			const pressed = event.submitter || buttons[0];

			form.dataset.sent = "yes";
			pressed.textContent = pressed.dataset.working;
			for (const button of buttons)
				button.disabled = true;
		});
		window.addEventListener("pageshow", function () {
			delete form.dataset.sent;
			buttons.forEach(function (button, i) {
				button.textContent = texts[i];
				button.disabled = false;
			});
		});
	}

	/* An order that went through takes its cart along, once. */
	function settle(order)
	{
		const cart = load();

		if (cart.done !== order)
			save({ items: {}, done: order });
	}

	function element(name, className, text)
	{
		const made = document.createElement(name);

		made.className = className;
		made.textContent = text;
		return made;
	}

	function Shelf(form)
	{
		const currency = form.dataset.cart;
		const money = new Intl.NumberFormat(document.documentElement.lang,
		    { style: "currency", currency: currency });
		const digits = money.resolvedOptions().maximumFractionDigits;
		const part = (name) => form.querySelector("[data-" + name + "]");
		const token = form.querySelector("[name=token]");
		const products = [];
		let cart = load();

		function show_money(amount)
		{
			return money.format(amount / Math.pow(10, digits));
		}

		function clamp(quantity)
		{
			const whole = Math.floor(Number(quantity));

			return Math.min(99, Math.max(0, whole || 0));
		}

		function draw()
		{
			const lines = part("lines");
			let count = 0;
			let total = 0;

			lines.textContent = "";
			for (const p of products) {
				const n = clamp(cart.items[p.id]);

				p.tick.checked = n > 0;
				if (document.activeElement !== p.quantity)
					p.quantity.value = Math.max(1, n);
				p.box.classList.toggle("chosen", n > 0);
				p.add.hidden = n > 0;
				if (n === 0)
					continue;
				count += n;
				total += n * p.amount;
				const line = document.createElement("li");
				line.append(
				    element("span", "", n + " × " + p.name),
				    element("span", "money",
					show_money(n * p.amount)));
				lines.append(line);
			}
			part("count").textContent =
			    count + (count === 1 ? " item" : " items");
			part("total").textContent = show_money(total);
			part("sum").hidden = count === 0;
			part("hint").hidden = count > 0;
			part("hint").textContent = "Nothing in it yet.";
			form.querySelector(".cart").classList
			    .toggle("empty", count === 0);
			return count + (count === 1 ? " item, " : " items, ") +
			    show_money(total);
		}

		function put(p, quantity)
		{
			if (clamp(quantity) > 0)
				cart.items[p.id] = clamp(quantity);
			else
				delete cart.items[p.id];
			save(cart);
			const sum = draw();
			part("said").textContent = "Your cart: " + sum + ".";
		}

		function step(p, text, label, by)
		{
			const button = element("button", "step", text);

			button.type = "button";
			button.setAttribute("aria-label", label + ": " + p.name);
			button.addEventListener("click", function () {
				put(p, clamp(cart.items[p.id]) + by);
				if (!p.add.hidden)
					p.add.focus();
			});
			return button;
		}

		function take(box)
		{
			const p = {
				box: box,
				id: box.dataset.product,
				amount: Number(box.dataset.amount),
				name: box.querySelector("h3").textContent,
				tick: box.querySelector("[type=checkbox]"),
				quantity: box.querySelector("[type=number]"),
				add: element("button", "button plain add",
				    "Add to cart"),
			};

			p.add.type = "button";
			p.add.setAttribute("aria-label", "Add to cart: " + p.name);
			p.add.addEventListener("click", function () {
				put(p, 1);
				p.quantity.focus();
			});
			/* Counted while it is typed: nothing moves on leaving. */
			p.quantity.addEventListener("input", function () {
				if (clamp(p.quantity.value) > 0)
					put(p, p.quantity.value);
			});
			p.quantity.addEventListener("change", function () {
				if (p.quantity.value !== "")
					put(p, p.quantity.value);
				p.quantity.value = clamp(cart.items[p.id]) || 1;
			});
			p.quantity.before(step(p, "−", "One fewer", -1));
			p.quantity.after(step(p, "+", "One more", 1));
			box.querySelector(".buy").append(p.add);
			products.push(p);
		}

		/*
		 * The same cart keeps its token, another one gets another, and so
		 * does the same where it is paid in another way.
		 */
		function sign(where)
		{
			const same = currency + where + JSON.stringify(
			    Object.entries(cart.items).sort());
			const now = Date.now();

			if (cart.sent !== same || !(now - cart.at < TOKEN_MS)) {
				const bytes = new Uint8Array(16);

				crypto.getRandomValues(bytes);
				cart.sent = same;
				cart.at = now;
				cart.token = Array.from(bytes, (b) =>
				    b.toString(16).padStart(2, "0")).join("");
				save(cart);
			}
			token.value = cart.token;
		}

		function usable(yes)
		{
			for (const p of products)
				p.quantity.disabled = !yes && !p.tick.checked;
		}

		document.documentElement.classList.add("live");
		form.querySelectorAll("[data-product]").forEach(take);
		draw();
		form.addEventListener("submit", function (event) {
			if (!products.some((p) => p.tick.checked)) {
				event.preventDefault();
				part("said").textContent =
				    "Your cart is empty. Add something first.";
				part("hint").textContent =
				    "Your cart is empty. Add something first.";
				return;
			}
			sign(event.submitter?.getAttribute("formaction") || "");
			usable(false);
		});
		window.addEventListener("pageshow", function () {
			cart = load();
			usable(true);
			draw();
		});
		window.addEventListener("storage", function (event) {
			if (event.key === KEY) {
				cart = load();
				draw();
			}
		});
	}

	const done = document.querySelector("[data-cart-done]");
	if (done)
		settle(done.dataset.cartDone);
	document.querySelectorAll("form[data-cart]").forEach(Shelf);
	document.querySelectorAll("form[data-once]").forEach(once);
})();
