/**
 * The shape of a translation: the same keys, sentences for sentences, functions with the same facts. A sentence
 * that one language lacks, or has too many, does not compile.
 */
export type Words<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...facts: infer Facts) => string
      ? (...facts: Facts) => string
      : Words<T[K]>;
};
