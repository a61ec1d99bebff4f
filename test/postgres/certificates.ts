import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { isIP } from 'node:net'

/** A certificate with its private key, as PEM. */
export type Certificate = { readonly certificate: string; readonly key: string }

/** An authority of a test, which signs certificates for servers. */
export type Authority = Certificate & { readonly issue: (host: string) => Certificate }

const tag = {
  boolean: 1,
  integer: 2,
  bits: 3,
  octets: 4,
  oid: 6,
  text: 12,
  time: 24,
  sequence: 48,
  set: 49,
} as const

/** One value in DER (X.690): its tag, its length, its content. */
const der = (type: number, ...content: readonly Buffer[]): Buffer => {
  const body = Buffer.concat(content)
  const size = body.length
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255]
  return Buffer.concat([Buffer.from([type, ...length]), body])
}

const sequence = (...items: readonly Buffer[]): Buffer => der(tag.sequence, ...items)
const explicit = (number: number, ...items: readonly Buffer[]): Buffer => der(0xa0 + number, ...items)
const bits = (bytes: Buffer): Buffer => der(tag.bits, Buffer.from([0]), bytes)

/** Object identifiers, encoded. */
const oid = {
  ecdsaWithSha256: Buffer.from('2a8648ce3d040302', 'hex'),
  commonName: Buffer.from('550403', 'hex'),
  subjectAltName: Buffer.from('551d11', 'hex'),
  basicConstraints: Buffer.from('551d13', 'hex'),
} as const

const algorithm = sequence(der(tag.oid, oid.ecdsaWithSha256))

const nameOf = (commonName: string): Buffer =>
  sequence(der(tag.set, sequence(der(tag.oid, oid.commonName), der(tag.text, Buffer.from(commonName)))))

/** From yesterday to the day after tomorrow. */
const validity = (now: number): Buffer => {
  const time = (days: number): Buffer => {
    const [at = ''] = new Date(now + days * 86_400_000).toISOString().split('.')
    return der(tag.time, Buffer.from(`${at.replaceAll(/\D/g, '')}Z`))
  }
  return sequence(time(-1), time(2))
}

const altName = (host: string): Buffer =>
  isIP(host) === 4
    ? der(0x87, Buffer.from(host.split('.').map(Number)))
    : der(0x82, Buffer.from(host, 'ascii'))

const extension = (id: Buffer, value: Buffer): Buffer => sequence(der(tag.oid, id), der(tag.octets, value))

const pem = (bytes: Buffer): string => {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}

const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** An X.509 certificate (RFC 5280) for a public key. */
const certify = (
  subject: string,
  publicKey: KeyObject,
  extensions: readonly Buffer[],
  by: { readonly name: string; readonly key: KeyObject },
): string => {
  const content = sequence(
    explicit(0, der(tag.integer, Buffer.from([2]))),
    // The first bit is 0, so that the number is positive, and the next one 1, so that it is not padded.
    der(tag.integer, Buffer.concat([Buffer.from([0x40]), randomBytes(15)])),
    algorithm,
    nameOf(by.name),
    validity(Date.now()),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(...extensions)),
  )
  return pem(sequence(content, algorithm, bits(sign('sha256', content, by.key))))
}

/** Creates an authority that nobody knows. */
export const createAuthority = (name: string): Authority => {
  const { publicKey, privateKey } = newKey()
  const isAuthority = extension(oid.basicConstraints, sequence(der(tag.boolean, Buffer.from([255]))))
  const by = { name, key: privateKey }
  const exported = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString()
  return {
    certificate: certify(name, publicKey, [isAuthority], by),
    key: exported(privateKey),
    issue: (host) => {
      const own = newKey()
      const names = extension(oid.subjectAltName, sequence(altName(host)))
      return { certificate: certify(host, own.publicKey, [names], by), key: exported(own.privateKey) }
    },
  }
}
