/**
 * About how many tokens a text has: some three characters each for Latin script, one each for others. An estimate that
 * is additive enough for usage to look right; the real tokenizer is not public.
 */
export const tokensIn = (text: string): number => {
  let weight = 0
  for (const character of text) weight += character.charCodeAt(0) < 0x250 ? 0.32 : 1
  return Math.ceil(weight)
}
