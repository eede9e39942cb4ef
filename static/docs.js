/*
 * The reference's search while one types: what the form would lead to is
 * shown above the page.  Without this script the form works as it is.
 */
(() => {
	const PAUSE_MS = 120;
	const field = document.getElementById('q');
	const found = document.getElementById('found');
	let timer, asked = null;

	async function search() {
		const wanted = field.value.trim();
		asked?.abort();
		if (wanted === '') {
			found.replaceChildren();
			return;
		}
		asked = new AbortController();
		try {
			const answer = await fetch(
				`/docs?q=${encodeURIComponent(wanted)}`,
				{ signal: asked.signal });
			if (!answer.ok)
				return;
			const page = new DOMParser().parseFromString(
				await answer.text(), 'text/html');
			found.replaceChildren(
				...page.getElementById('found').children);
		} catch (error) {
			// The next letter was typed, or Enter still works.
		}
	}

	field.addEventListener('input', () => {
		clearTimeout(timer);
		timer = setTimeout(search, PAUSE_MS);
	});
	document.addEventListener('keydown', (event) => {
		if (event.key !== '/' || event.ctrlKey || event.metaKey ||
		    event.altKey || event.target.matches('input'))
			return;
		event.preventDefault();
		field.focus();
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
