import parse from 'parse-prometheus-text-format'

/** One sample of a scrape. */
export type Sample = { readonly labels: Readonly<Record<string, string>>; readonly value: number }

/** What Prometheus would read on a port, checked as its text format. Gives the samples of a metric. */
export const scrape = async (port: number): Promise<(name: string) => readonly Sample[]> => {
  const response = await fetch(`http://127.0.0.1:${port}/metrics`)
  const families = parse(await response.text())
  return (name) =>
    (families.find((family) => family.name === name)?.metrics ?? []).map(({ labels = {}, value, count }) => ({
      labels,
      value: Number(value ?? count),
    }))
}
