// Finds rows of a long table by name or kind. Without this script the whole table is there.
for (const box of document.querySelectorAll('[data-filter-for]')) {
  const rows = [...document.querySelectorAll(`#${box.dataset.filterFor} tbody tr`)];
  const name = box.querySelector('input');
  const kind = box.querySelector('select');
  const count = box.querySelector('[data-words]');

  const apply = () => {
    const wanted = name.value.trim().toLocaleLowerCase('da');
    let shown = 0;
    for (const row of rows) {
      const fits = row.querySelector('th').textContent.toLocaleLowerCase('da').includes(wanted);
      row.hidden = !fits || (kind.value !== '' && row.dataset.kind !== kind.value);
      if (!row.hidden) shown += 1;
    }
    count.textContent = count.dataset.words.replace('{shown}', String(shown));
  };

  name.addEventListener('input', apply);
  kind.addEventListener('change', apply);
  box.hidden = false;
  apply();
}
