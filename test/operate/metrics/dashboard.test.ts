import { readFileSync } from 'node:fs'
import { parser } from '@prometheus-io/lezer-promql'
import { describe, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { z } from 'zod'
import { createPrometheus } from '../../../src/operate/metrics/prometheus.ts'

const read = (file: string): string => readFileSync(`docs/monitoring/${file}`, 'utf8')

const panelSchema = z.object({
  id: z.int(),
  type: z.enum(['stat', 'timeseries']),
  title: z.string().min(1),
  datasource: z.object({ type: z.literal('prometheus'), uid: z.literal('prometheus') }),
  gridPos: z.object({ x: z.int().min(0), y: z.int().min(0), w: z.int().min(1).max(24), h: z.int().min(1) }),
  fieldConfig: z.object({ defaults: z.object({ unit: z.string() }), overrides: z.array(z.unknown()) }),
  targets: z
    .array(z.object({ refId: z.string(), expr: z.string(), legendFormat: z.string().optional() }))
    .min(1),
})

const dashboard = z
  .object({ uid: z.string(), title: z.string(), schemaVersion: z.int(), panels: z.array(panelSchema) })
  .parse(JSON.parse(read('grafana/tendril.json')))

const alerts = z
  .object({
    groups: z.array(
      z.object({
        rules: z.array(
          z.object({
            alert: z.string(),
            expr: z.string(),
            labels: z.object({ severity: z.enum(['critical', 'warning']) }),
            annotations: z.object({ summary: z.string(), description: z.string() }),
          }),
        ),
      }),
    ),
  })
  .parse(parseYaml(read('alerts.yml')))

const queries: readonly (readonly [string, string])[] = [
  ...dashboard.panels.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
  ...alerts.groups.flatMap(({ rules }) => rules.map(({ alert, expr }) => [alert, expr] as const)),
]

/** Grafana puts a duration there. */
const filledIn = (expr: string): string => expr.replaceAll('$__rate_interval', '1m')

/** Whether Prometheus's own grammar takes the whole expression. */
const isPromQl = (expr: string): boolean => {
  let ok = expr.trim() !== ''
  parser.parse(expr).iterate({
    enter: ({ type }) => {
      if (type.isError) ok = false
    },
  })
  return ok
}

/** The metrics that an expression names, without what Prometheus adds to a histogram's. */
const metricsIn = (expr: string): readonly string[] => {
  const names: string[] = []
  parser.parse(expr).iterate({
    enter: ({ name, from, to, node }) => {
      if (name === 'Identifier' && node.parent?.name === 'VectorSelector') names.push(expr.slice(from, to))
    },
  })
  return names
}

const labelsIn = (expr: string): readonly string[] =>
  [...expr.matchAll(/by \(([^)]*)\)|[{,] ?(\w+)(?:=|!=|=~|!~)"/g)].flatMap(([, by, matched]) =>
    (by?.split(/, ?/) ?? [matched ?? '']).filter((name) => name !== ''),
  )

describe('the dashboard and the alerts', () => {
  test.each(queries)('%s: %s is PromQL', (_, expr) => {
    expect(isPromQl(filledIn(expr))).toBe(true)
  })

  test('what is no PromQL is found', () => {
    expect(isPromQl('sum(rate(tendril_tokens_total[5m])')).toBe(false)
    expect(isPromQl('')).toBe(false)
  })

  test('ask only for metrics that there are', async () => {
    const text = (await createPrometheus().scrape?.())?.text ?? ''
    const known = new Set(['up', ...[...text.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name)])
    const asked = queries.flatMap(([, expr]) => metricsIn(filledIn(expr)))
    expect(asked.length).toBeGreaterThan(20)
    expect(
      asked.filter((name) => !known.has(name.replace(/_(bucket|count|sum)$/, '')) && !known.has(name)),
    ).toEqual([])
  })

  test('ask only for labels that there are', () => {
    const known = ['outcome', 'level', 'type', 'model', 'route', 'status', 'scope', 'le', 'job']
    expect(queries.flatMap(([, expr]) => labelsIn(expr)).filter((name) => !known.includes(name))).toEqual([])
  })
})

test('no panel lies on another, and each has a number of its own', () => {
  const { panels } = dashboard
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length)
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, n) => `${x + (n % w)} ${y + Math.floor(n / w)}`),
  )
  expect(new Set(cells).size).toBe(cells.length)
  expect(panels.every(({ gridPos: { x, w } }) => x + w <= 24)).toBe(true)
})

test('Grafana is given the source that the panels name, and the folder that the dashboard is mounted in', () => {
  expect(parseYaml(read('grafana/datasource.yml'))).toMatchObject({
    datasources: [{ uid: 'prometheus', type: 'prometheus', url: 'http://prometheus:9090' }],
  })
  const folder: unknown = parseYaml(read('grafana/dashboards.yml')).providers[0].options.path
  expect(readFileSync('compose.yaml', 'utf8')).toContain(
    `./docs/monitoring/grafana/tendril.json:${String(folder)}/`,
  )
})
