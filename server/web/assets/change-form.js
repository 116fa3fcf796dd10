// Shows only the fields that the chosen change asks for. Without it all of them are there.
for (const form of document.querySelectorAll('[data-change-form]')) {
  const show = () => {
    const kind = new FormData(form).get('kind');
    for (const part of form.querySelectorAll('[data-for]'))
      part.hidden = !kind || !part.dataset.for.split(' ').includes(kind);
  };
  form.addEventListener('change', show);
  show();
}
