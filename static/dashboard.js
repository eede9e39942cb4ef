/*
 * The dashboard with scripts: ids that copy when pressed, filters that work
 * while one types, times that stay true, and what is new without a reload.
 * Without this script every page works as it is.
 */
(() => {
	const LOOK_MS = 1500;
	const PAUSE_MS = 150;
	const main = document.getElementById('main');
	const said = document.getElementById('said');

	/* Times, by Till's clock as the server last had it. */
	let ahead = Number(document.body.dataset.now) * 1000 - Date.now();
	const steps = [[60, 1, 's'], [3600, 60, 'min'], [48 * 3600, 3600, 'h'],
		[31 * 86400, 86400, 'd']];

	function relative(exact) {
		const seconds = Math.floor((Date.now() + ahead) / 1000) -
			Math.floor(Date.parse(exact) / 1000);
		const apart = Math.abs(seconds);
		for (const [below, unit, name] of steps)
			if (apart < below) {
				const n = `${Math.floor(apart / unit)} ${name}`;
				return seconds < 0 ? `in ${n}` : `${n} ago`;
			}
		return exact.slice(0, 10);
	}

	function tick() {
		for (const time of main.querySelectorAll('time:not(.n)')) {
			const text = relative(time.dateTime);
			if (time.textContent !== text)
				time.textContent = text;
		}
		const clock = document.getElementById('clock');
		if (clock === null)
			return;
		const exact = `${new Date(Date.now() + ahead).toISOString()
			.slice(0, 19)}Z`;
		const short = exact.slice(0, 16).replace('T', ' ');
		if (clock.textContent !== short)
			clock.textContent = short;
		clock.dateTime = exact;
		clock.title = exact;
	}

	/* What can be copied gets a button behind it. */
	function dress(root) {
		for (const id of root.querySelectorAll('[data-copy]')) {
			if (id.querySelector('.copy') !== null)
				continue;
			const button = document.createElement('button');
			button.type = 'button';
			button.className = 'copy';
			button.textContent = 'copy';
			button.title = 'Copy';
			button.setAttribute('aria-label',
				`Copy ${id.dataset.copy}`);
			id.append(button);
		}
	}

	async function copy(id) {
		const text = id.dataset.copy;
		try {
			await navigator.clipboard.writeText(text);
			said.textContent = `Copied ${text}`;
		} catch (error) {
			const range = document.createRange();
			range.selectNodeContents(id);
			getSelection().removeAllRanges();
			getSelection().addRange(range);
			said.textContent = 'Selected: copy it yourself.';
			return;
		}
		const button = id.querySelector('.copy');
		button.textContent = 'copied';
		setTimeout(() => { button.textContent = 'copy'; }, 1200);
	}

	document.addEventListener('click', (event) => {
		const id = event.target.closest('[data-copy]');
		if (id !== null && event.target.closest('a') === null)
			copy(id);
	});

	/* The same page as it is now. */
	let reading = null;
	async function read(url) {
		reading?.abort();
		reading = new AbortController();
		const answer = await fetch(url, { signal: reading.signal });
		if (!answer.ok)
			return null;
		return new DOMParser().parseFromString(await answer.text(),
			'text/html');
	}

	/* Filters that work while one types. */
	const filters = document.querySelector('.top .filters');
	let timer;

	async function filter() {
		const url = new URL(filters.action);
		for (const [name, value] of new FormData(filters))
			if (value !== '')
				url.searchParams.append(name, value);
		try {
			const page = await read(url);
			const list = page?.getElementById('list');
			if (!list)
				return;
			history.replaceState(null, '', url);
			const old = document.getElementById('list');
			old.replaceWith(list);
			dress(list);
			tick();
		} catch (error) {
			// The next letter was typed, or the button still works.
		}
	}
	filters?.addEventListener('input', () => {
		clearTimeout(timer);
		timer = setTimeout(filter, PAUSE_MS);
	});

	/* Says how many rows came above what is in view, and leads there. */
	function announce(count) {
		let button = document.querySelector('.fresh');
		if (button === null) {
			button = document.createElement('button');
			button.type = 'button';
			button.className = 'fresh';
			button.addEventListener('click', () => {
				button.remove();
				scrollTo(0, 0);
			});
			document.body.append(button);
		}
		button.dataset.count =
			Number(button.dataset.count ?? 0) + count;
		button.textContent = `${button.dataset.count} new ↑`;
	}

	const bare = (cell) => cell.textContent.replace(/cop(y|ied)$/, '');

	/* Puts cells that say something else into the place of the old ones. */
	function mergeCells(known, row) {
		for (const [i, cell] of [...row.cells].entries())
			if (cell.querySelector('time') === null &&
			    bare(cell) !== bare(known.cells[i]))
				known.cells[i].replaceWith(cell);
	}

	/*
	 * New rows go on top and changed ones stay in their places.  What is
	 * being read does not move: the page scrolls by as much as it grew.
	 */
	function mergeRows(old, fresh) {
		const body = old.querySelector('tbody');
		const have = new Map([...body.rows].map((row) =>
			[row.dataset.id, row]));
		const rows = [...fresh.querySelectorAll('tbody tr')];
		const added = rows.filter((row) => !have.has(row.dataset.id));
		const top = body.getBoundingClientRect().top;
		const read = top < 0 || body.matches(':hover') ||
			body.contains(document.activeElement);
		const anchor = [...body.rows].find((row) =>
			row.getBoundingClientRect().bottom > 0);
		const at = anchor?.getBoundingClientRect().top;

		rows.forEach(dress);
		for (const row of rows)
			if (have.has(row.dataset.id))
				mergeCells(have.get(row.dataset.id), row);
		if (added.length === 0)
			return;
		old.querySelector('.empty')?.remove();
		for (const row of added)
			row.className = 'new';
		body.prepend(...added);
		said.textContent = `${added.length} new`;
		if (!read || anchor === undefined)
			return;
		scrollBy(0, anchor.getBoundingClientRect().top - at);
		announce(added.length);
	}

	/* A section is put in anew when it says something else. */
	const words = (part) => {
		const copied = part.cloneNode(true);
		for (const one of copied.querySelectorAll(
			'time:not(.n), .copy, [name=token]'))
			one.remove();
		return copied.textContent + [...copied.querySelectorAll('form')]
			.map((form) => form.getAttribute('action')).join();
	};

	function renew(page) {
		for (const part of document.querySelectorAll('[data-live]')) {
			const { live } = part.dataset;
			const fresh = page.querySelector(
				`[data-live="${live}"]`);
			if (fresh === null || part.contains(
				document.activeElement))
				continue;
			if (live === 'rows')
				mergeRows(part, fresh);
			else if (words(part) !== words(fresh)) {
				dress(fresh);
				part.replaceWith(fresh);
			}
		}
		tick();
	}

	let newest = null;
	async function look() {
		if (document.hidden ||
		    document.querySelector('[data-live]') === null)
			return;
		try {
			const answer = await (await fetch(
				'/dashboard/newest')).json();
			ahead = answer.now * 1000 - Date.now();
			if (newest !== null && newest !== answer.newest) {
				const page = await read(location.href);
				if (page !== null)
					renew(page);
			}
			newest = answer.newest;
		} catch (error) {
			// It is away, or stops: the next look tells.
		}
	}

	dress(document);
	tick();
	setInterval(tick, 1000);
	setInterval(look, LOOK_MS);
	look();

	document.addEventListener('keydown', (event) => {
		if (event.key !== '/' || event.ctrlKey || event.metaKey ||
		    event.altKey ||
		    event.target.matches('input, select, textarea'))
			return;
		event.preventDefault();
		document.getElementById('find').focus();
	});

	/* The shell opens over the page: Control and backtick, or its link. */
	const shell = () => import('/static/shell.js')
		.then(({ toggle }) => toggle());
	document.addEventListener('keydown', (event) => {
		if (!event.ctrlKey || event.code !== 'Backquote')
			return;
		event.preventDefault();
		shell();
	});
	document.querySelector('.to-shell')?.addEventListener('click',
		(event) => {
			event.preventDefault();
			shell();
		});
})();
