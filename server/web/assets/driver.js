// The driver's page: ticks are kept in the browser until the server has them, so that a basement without coverage, or a
// page that is closed, loses nothing. The page itself is kept by the service worker.
const page = document.querySelector('[data-driver]');
const words = JSON.parse(page.dataset.words);
const statusLine = document.querySelector('[data-sync]');
const told = document.querySelector('[data-told]');

// --- What waits to be sent ---

const database = new Promise((resolve, reject) => {
  const request = indexedDB.open('podeplan-driver', 1);
  request.onupgradeneeded = () => request.result.createObjectStore('ticks', { keyPath: 'key' });
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

async function inStore(mode, work) {
  const store = (await database).transaction('ticks', mode).objectStore('ticks');
  const request = work(store);
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

const keep = (tick) => inStore('readwrite', (store) => store.put(tick));
const drop = (key) => inStore('readwrite', (store) => store.delete(key));
/** In the order in which it happened, whatever page of the car it was done on. */
const kept = async () =>
  (await inStore('readonly', (store) => store.getAll())).sort((a, b) => (a.at < b.at ? -1 : 1));
const waiting = async () => (await kept()).filter(({ faulty }) => !faulty);
/** What the server could not take stays on the telephone, beside what it sends, until it is corrected or undone. */
const faultyAt = async (stop) => (await kept()).filter((tick) => tick.faulty && tick.stop === stop);

// --- What the driver sees ---

const cardOf = (stop) => document.querySelector(`[data-stop="${stop}"]`);
const STATES = {
  'pick-up': 'picked-up',
  deliver: 'delivered',
  miss: 'missed',
  refuse: 'refused',
  undo: 'frozen',
};
const DONE = new Set(['picked-up', 'delivered', 'missed', 'refused']);

function showStop(stop, { state, samples, at }) {
  const card = cardOf(stop);
  if (!card) return;
  card.dataset.state = state;
  const word = card.querySelector('[data-state-word]');
  const time = at && DONE.has(state) ? ` ${new Date(at).toTimeString().slice(0, 5)}` : '';
  const count = state === 'picked-up' || state === 'delivered' ? (samples ?? card.dataset.samples) : null;
  word.textContent =
    state === 'frozen' ? '' : `${words.states[state]}${time}${count === null ? '' : ` · ${count}`}`;
}

function showProgress() {
  const cards = [...document.querySelectorAll('[data-stop]')].filter(
    ({ dataset }) => dataset.state !== 'cancelled',
  );
  const open = cards.filter(({ dataset }) => !DONE.has(dataset.state));
  for (const card of cards) card.toggleAttribute('data-next', card === open[0]);
  document.querySelector('[data-progress]').textContent = words.progress
    .replace('{done}', cards.length - open.length)
    .replace('{all}', cards.length);
  const inCar = cards.some(({ dataset }) => dataset.state === 'picked-up');
  const arrived = cards.some(({ dataset }) => dataset.state === 'delivered') && !inCar;
  document.querySelector('[data-deliver]').disabled = !inCar;
  document.querySelector('[data-deliver-hint]').textContent = inCar
    ? words.deliverHint
    : arrived
      ? words.allDelivered
      : words.nothingToDeliver;
}

async function showQueue(state) {
  const queue = await waiting();
  for (const tick of queue)
    showStop(tick.stop, { state: STATES[tick.event], samples: tick.samples, at: tick.at });
  showProgress();
  const count = queue.length === 0 ? '' : words.waiting.replace('{count}', queue.length);
  statusLine.dataset.sync = state ?? (queue.length === 0 ? 'sent' : 'waiting');
  statusLine.textContent =
    state === 'refused'
      ? `${words.notAccepted} ${count}`
      : navigator.onLine
        ? count || words.sent
        : `${words.offline} ${count}`;
}

/** A conflict stays on the page until the driver has seen it. */
function tell(sentence) {
  const line = document.createElement('p');
  line.textContent = `${sentence} `;
  const seen = document.createElement('button');
  seen.type = 'button';
  seen.className = 'button button-secondary';
  seen.textContent = words.understood;
  seen.addEventListener('click', () => line.remove());
  line.append(seen);
  told.append(line);
}

const tellOf = (sentence, stop) => tell(sentence.replace('{site}', siteName(stop)));

/** Its note and counts are put back, as they were written. */
async function setAside(tick, faults) {
  const isNew = !tick.faulty;
  const isNote = tick.faultyNote ?? faults.some(({ place }) => place === 'note');
  if (isNew) await keep({ ...tick, faulty: true, faultyNote: isNote });
  const card = cardOf(tick.stop);
  if (!card) return;
  if (isNew) showStop(tick.stop, { state: 'frozen' });
  for (const name of ['samples', 'kits', 'note']) {
    const field = card.querySelector(`[name=${name}]`);
    if (field && tick[name] !== undefined) field.value = tick[name];
  }
  if (tick.note !== undefined) card.querySelector('details').open = true;
  tellOf(isNote ? words.badNote : words.badTick, tick.stop);
}

const siteName = (stop) => cardOf(stop)?.dataset.name ?? '';

async function take({ stop, outcome, state, at, by, samples, faults }, tick) {
  if (outcome === 'invalid') return setAside(tick, faults);
  await drop(tick.key);
  const { event } = tick;
  if (state !== null) showStop(stop, { state, samples, at });
  if (outcome !== 'conflict') return;
  const sentence =
    event === 'pick-up' && (state === 'picked-up' || state === 'delivered')
      ? words.conflictCount.replace('{count}', samples).replace('{by}', by)
      : words.conflict.replace('{state}', words.states[state]);
  tell(sentence.replace('{site}', siteName(stop)));
}

// --- Sending ---

let sending = false;

async function sync() {
  const queue = await waiting();
  if (sending || queue.length === 0 || !navigator.onLine) return showQueue();
  sending = true;
  let state;
  try {
    const response = await fetch(page.dataset.ticks, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ ticks: queue }),
    });
    if (response.ok) {
      const { outcomes } = await response.json();
      for (const outcome of outcomes)
        await take(
          outcome,
          queue.find(({ key }) => key === outcome.key),
        );
    } else if (response.status < 500) state = 'refused';
  } catch {
    // No coverage: they wait.
  } finally {
    sending = false;
  }
  await showQueue(state);
}

async function tick(stop, event, more = {}) {
  // Corrected, it happened when it was first said.
  const before = await faultyAt(stop);
  const { at = new Date().toISOString() } = before.find((each) => each.event === event) ?? {};
  await keep({ key: crypto.randomUUID(), stop, event, at, ...more });
  for (const { key } of before) await drop(key);
  await showQueue();
  await sync();
  await keepPage();
}

// --- The page of this route, for when there is no coverage ---

async function keepPage() {
  if (!('caches' in window) || !navigator.onLine) return;
  const own = [...document.querySelectorAll('link[rel=stylesheet], link[rel=icon]')].map(({ href }) => href);
  const scripts = [...document.scripts].map(({ src }) => src).filter((src) => src !== '');
  try {
    const cache = await caches.open('podeplan-driver');
    await cache.addAll([location.pathname, ...own, ...scripts]);
  } catch {
    // Tried again when something has been ticked off.
  }
}

/** The list may be changed by telephone while the car is out: a page that is not up to date reads itself again. */
async function lookForChanges() {
  if (!navigator.onLine || (await waiting()).length > 0) return;
  try {
    const response = await fetch(location.pathname, { headers: { accept: 'text/html' } });
    if (!response.ok) return;
    const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
    const version = fresh.querySelector('[data-driver]')?.dataset.version;
    if (version === undefined || version === page.dataset.version) return;
    sessionStorage.setItem('podeplan-list-changed', 'yes');
    await keepPage();
    location.reload();
  } catch {
    // No coverage.
  }
}

// --- What the driver writes: looked at before it is kept, the server looks again ---

const COUNT = /^\d{1,5}$/;
/** Six digits and four, or a date of birth spelled with gaps and four. */
const PERSONAL = /(?<![+\d])(?:\d{6}|\d{2}[\s.\p{Pd}/]\d{2}[\s.\p{Pd}/]\d{2})[\s.\p{Pd}/]{0,3}\d{4}(?!\d)/u;
const looksPersonal = (note) => PERSONAL.test(note.normalize('NFKC').replaceAll(/\p{Cf}/gu, ''));

function refuse(field, sentence, stop) {
  field.setAttribute('aria-invalid', 'true');
  field.focus();
  tellOf(sentence, stop);
}

/** Counts and note of a stop as a tick carries them; null: refused, and said why. */
function writtenAt(card, names) {
  const { stop } = card.dataset;
  const written = {};
  for (const field of names.map((name) => card.querySelector(`[name=${name}]`))) {
    field.removeAttribute('aria-invalid');
    const value = field.value.trim();
    if (field.name === 'note') {
      if (looksPersonal(value)) {
        card.querySelector('details').open = true;
        return (refuse(field, words.badNote, stop), null);
      }
      if (value !== '') written.note = value;
    } else if (COUNT.test(value)) written[field.name] = Number(value);
    else return (refuse(field, words.badCount, stop), null);
  }
  return written;
}

const READS = { 'pick-up': ['samples', 'kits', 'note'], miss: ['note'], refuse: ['note'], undo: [] };

for (const card of document.querySelectorAll('[data-stop]'))
  for (const [event, names] of Object.entries(READS))
    card.querySelector(`[data-tick=${event}]`)?.addEventListener('click', () => {
      const written = writtenAt(card, names);
      if (written) return tick(card.dataset.stop, event, written);
    });

document.querySelector('[data-deliver]').addEventListener('click', async () => {
  for (const card of document.querySelectorAll('[data-stop][data-state=picked-up]'))
    await keep({
      key: crypto.randomUUID(),
      stop: card.dataset.stop,
      event: 'deliver',
      at: new Date().toISOString(),
    });
  await showQueue();
  await sync();
  await keepPage();
});

window.addEventListener('online', sync);
window.addEventListener('offline', () => showQueue());
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') sync().then(lookForChanges);
});
setInterval(() => sync().then(lookForChanges), 30_000);

if (sessionStorage.getItem('podeplan-list-changed') !== null) {
  sessionStorage.removeItem('podeplan-list-changed');
  tell(words.listChanged);
}
if ('serviceWorker' in navigator) {
  navigator.serviceWorker.register(page.dataset.worker, { scope: page.dataset.scope }).then(keepPage);
}
for (const tick of (await kept()).filter(({ faulty, stop }) => faulty && cardOf(stop)))
  await setAside(tick, []);
page.dataset.ready = 'yes';
await sync();
