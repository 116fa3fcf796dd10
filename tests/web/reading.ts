/** What a reader sees of a page: its words, without markup. Failures then print words, not a whole page. */
export function wordsOf(html: string): string {
  return decoded(html.replace(/<(script|style|head)[\s\S]*?<\/\1>/g, ' ').replace(/<[^>]+>/g, ' '))
    .replace(/\s+/g, ' ')
    .trim();
}

/** The rows of a page's tables, as words, by the words of their first heading. */
export function rowsOf(html: string): ReadonlyMap<string, string> {
  const rows = html.match(/<tr[^>]*>[\s\S]*?<\/tr>/g) ?? [];
  return new Map(
    rows.map((row) => {
      const heading = /<th scope="row"[^>]*>([\s\S]*?)<\/th>/.exec(row)?.[1] ?? '';
      return [wordsOf(heading), wordsOf(row)];
    }),
  );
}

function decoded(text: string): string {
  const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '');
}

/** Faults that a browser would forgive, or that its policy would refuse. */
export function faultsOf(html: string): string[] {
  const faults: string[] = [];
  const note = (fault: string, found: RegExpMatchArray | null) => {
    if (found) faults.push(`${fault}: ${found[0].slice(0, 120)}`);
  };
  note('inline style', /<[^>]+ style="[^"]*"|<style[\s>]/.exec(html));
  note('inline script', /<script(?![^>]* src=)[^>]*>|<[^>]+ on[a-z]+="[^"]*"/.exec(html));
  // A reader may follow a link; the page itself fetches nothing from elsewhere, nor sends anything there.
  note('other host', /<(?!a )[^>]*\b(?:src|href|action)="(?:https?:)?\/\/[^"]*"/.exec(html));
  const words = wordsOf(html);
  note(
    'a value that is none',
    /\b(?:undefined|NaN|null|Infinity|\[object Object\])\b|\{[a-z]*\}/.exec(words),
  );
  note(
    'a key instead of a sentence',
    /\b(?:layout|colours|municipality|pickups|runs|sites)\.[a-z]+[A-Z]\w*/.exec(words),
  );
  const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  const twice = ids.find((id, i) => ids.indexOf(id) !== i);
  if (twice !== undefined) faults.push(`id used twice: ${twice}`);
  const labelled = [...html.matchAll(/ aria-labelledby="([^"]+)"/g)].map(([, id]) => id);
  const dangling = labelled.find((id) => !ids.includes(id));
  if (dangling !== undefined) faults.push(`label that is not there: ${dangling}`);
  if ((html.match(/<h1[\s>]/g) ?? []).length !== 1) faults.push('not exactly one h1');
  for (const [tag] of html.matchAll(/<span class="colour-tag[^>]*>(?:<span[^>]*><\/span>)?<\/span>/g)) {
    faults.push(`a colour without a word: ${tag}`);
  }
  return faults;
}
