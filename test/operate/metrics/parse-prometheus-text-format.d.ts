/** The package has no types. */
declare module 'parse-prometheus-text-format' {
  type Metric = {
    readonly labels?: Readonly<Record<string, string>>
    readonly value?: string
    readonly count?: string
    readonly sum?: string
  }
  const parse: (text: string) => readonly {
    readonly name: string
    readonly type: string
    readonly metrics: readonly Metric[]
  }[]
  export = parse
}
