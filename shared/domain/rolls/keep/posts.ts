/** A lane that needs a swabber, and how many people lose their time if it gets none. */
export interface Post {
  readonly session: number;
  readonly worth: number;
}

export interface PostOptions {
  /** Swabbers who could serve a session, those whom it would suit best first. */
  readonly able: (post: Post) => readonly number[];
  /** Whether nobody can serve both of two sessions (also: two lanes of one). */
  readonly clash: (a: number, b: number) => boolean;
}

/**
 * Finds swabbers for a day's lanes. The lane with most people goes first; one that finds nobody free asks whoever
 * serves elsewhere, if that lane can do with another (augmenting paths), so that as many people as possible keep
 * their time.
 * @returns the swabber of every post, −1 where there is none
 */
export function fillPosts(posts: readonly Post[], { able, clash }: PostOptions): Int32Array {
  const swabberOf = new Int32Array(posts.length).fill(-1);
  const serving = new Map<number, Set<number>>();
  const assign = (post: number, swabber: number): void => {
    serving.get(swabberOf[post]!)?.delete(post);
    swabberOf[post] = swabber;
    if (swabber >= 0) serving.set(swabber, (serving.get(swabber) ?? new Set()).add(post));
  };
  const inTheWay = (post: number, swabber: number) =>
    [...(serving.get(swabber) ?? [])].filter((other) => clash(posts[other]!.session, posts[post]!.session));
  const fill = (post: number, asked: Set<number>): boolean => {
    const options = able(posts[post]!);
    const free = options.find((swabber) => inTheWay(post, swabber).length === 0);
    if (free !== undefined) {
      assign(post, free);
      return true;
    }
    for (const swabber of options) {
      if (asked.has(swabber)) continue;
      const others = inTheWay(post, swabber);
      if (others.length !== 1) continue;
      asked.add(swabber);
      const other = others[0]!;
      assign(other, -1);
      assign(post, swabber);
      if (fill(other, asked)) return true;
      assign(post, -1);
      assign(other, swabber);
    }
    return false;
  };
  const order = posts.map((_, i) => i).sort((a, b) => posts[b]!.worth - posts[a]!.worth || a - b);
  for (const post of order) fill(post, new Set());
  return swabberOf;
}
