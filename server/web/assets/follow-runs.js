// While a run is under way the list is fetched anew every few seconds; a button stops that (WCAG 2.2.2).
const SECONDS = 3;
let paused = false;

function showButton() {
  const button = document.querySelector('#runs button[data-pause]');
  if (!button) return;
  button.textContent = paused ? button.dataset.resume : button.dataset.pause;
  button.hidden = false;
  button.onclick = () => {
    paused = !paused;
    showButton();
  };
}

async function refresh() {
  const list = document.getElementById('runs');
  const had =
    document.activeElement?.closest?.('#runs') !== null && document.activeElement?.tagName === 'BUTTON';
  const response = await fetch(window.location.href, { headers: { Accept: 'text/html' } });
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html').getElementById('runs');
  if (!fresh || paused) return;
  list.replaceWith(fresh);
  showButton();
  if (had) document.querySelector('#runs button[data-pause]')?.focus();
}

showButton();
setInterval(() => {
  const list = document.getElementById('runs');
  // A server that is away for a moment is asked again at the next turn.
  if (!paused && list?.dataset.following === 'true') refresh().catch(() => undefined);
}, SECONDS * 1000);
