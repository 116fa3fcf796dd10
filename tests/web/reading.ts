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
