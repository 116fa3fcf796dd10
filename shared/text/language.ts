/** The languages of the pages. Danish is what its users speak, and the default. */
export const LANGUAGES = ['da', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export function isLanguage(text: string | undefined): text is Language {
  return LANGUAGES.some((language) => language === text);
}

/**
 * For an address that names no language: what the visitor chose earlier, else what the browser asks for
 * (RFC 9110 `Accept-Language`, by weight), else Danish.
 */
export function chooseLanguage(wishes: {
  chosen: string | undefined;
  accepted: string | undefined;
}): Language {
  if (isLanguage(wishes.chosen)) return wishes.chosen;
  const byWeight = (wishes.accepted ?? '')
    .split(',')
    .map((range) => {
      const [tag = '', ...parameters] = range.trim().split(';');
      const weight = parameters.map((p) => /^\s*q=([\d.]+)$/.exec(p)?.[1]).find((q) => q !== undefined);
      return { primary: tag.toLowerCase().split('-')[0], weight: Number(weight ?? 1) };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return byWeight.map(({ primary }) => primary).find(isLanguage) ?? 'da';
}
