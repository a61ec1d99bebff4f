import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { expect, onTestFinished, test } from 'vitest'
import { systemClock } from '../../../src/clock.ts'
import { openStore } from '../../../src/store/open-store.ts'
import { createAuthority } from '../../postgres/certificates.ts'
import { startPostgres } from '../../postgres/start-postgres.ts'
import { ask } from '../a-store.ts'

/** A server with a certificate for one host, signed by an authority of its own; and another authority, which it has nothing to do with. */
const aServer = async (host: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'tendril-tls-'))
  const authority = createAuthority('the authority of the test')
  const other = createAuthority('another authority')
  const server = await startPostgres({ certificate: authority.issue(host) })
  onTestFinished(async () => {
    await server.close()
    rmSync(folder, { recursive: true })
  })
  const url = new URL(await server.create('tendril'))
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  const [right, wrong] = [file('right.pem', authority.certificate), file('wrong.pem', other.certificate)]
  /** The address with this host, checked in this way. */
  const address = (hostname: string, sslmode: string, sslrootcert?: string): string => {
    const changed = new URL(url)
    changed.hostname = hostname
    changed.searchParams.set('sslmode', sslmode)
    if (sslrootcert !== undefined) changed.searchParams.set('sslrootcert', sslrootcert)
    return changed.href
  }
  return { url: url.href, address, right, wrong, missing: join(folder, 'missing.pem') }
}

const open = (url: string) => openStore({ url, clock: systemClock })

/** Of the bot's connections to the database, how many are encrypted, and how many are not. */
const connections = async (url: string): Promise<unknown> => {
  const client = new pg.Client(url)
  await client.connect()
  const { rows } = await client.query(
    `select count(*) filter (where ssl)::int as encrypted, count(*) filter (where not ssl)::int as plain
     from pg_stat_ssl join pg_stat_activity using (pid) where application_name = 'tendril'`,
  )
  await client.end()
  return rows[0]
}

/** Opens, writes and reads by way of TLS. */
const works = async (address: string, url: string): Promise<void> => {
  const store = await open(address)
  const { id } = await ask(store, { place: address })
  expect(await store.turn(id)).toMatchObject({ text: 'hello?' })
  expect(await connections(url)).toEqual({ encrypted: expect.any(Number), plain: 0 })
  await store.close()
}

test('sslmode=verify-full is content with a certificate for the host by the right authority, and with nothing else', {
  timeout: 180_000,
}, async () => {
  const { url, address, right, wrong, missing } = await aServer('localhost')
  await works(address('localhost', 'verify-full', right), url)
  const refused = [
    { address: address('localhost', 'verify-full', wrong), words: /self-signed|unable to verify|issuer/ },
    { address: address('localhost', 'verify-full'), words: /self-signed|unable to verify|issuer/ },
    { address: address('127.0.0.1', 'verify-full', right), words: "IP: 127.0.0.1 is not in the cert's list" },
    { address: address('localhost', 'verify-full', missing), words: 'missing.pem' },
  ]
  for (const { address: refusedAddress, words } of refused) {
    const opening = open(refusedAddress)
    await expect(opening).rejects.toMatchObject({ name: 'StoreFailed', kind: 'unreachable' })
    await expect(opening).rejects.toThrow(words)
  }
})

test('sslmode=verify-full takes a certificate for an IP address for that address alone', {
  timeout: 180_000,
}, async () => {
  const { url, address, right } = await aServer('127.0.0.1')
  await works(address('127.0.0.1', 'verify-full', right), url)
  await expect(open(address('localhost', 'verify-full', right))).rejects.toThrow('Host: localhost')
})

test('sslmode=require encrypts and asks nobody who answers; verify-ca asks for the authority, and not for the host', {
  timeout: 180_000,
}, async () => {
  const { url, address, right, wrong } = await aServer('db.example.com')
  await works(address('localhost', 'require'), url)
  await works(address('localhost', 'verify-ca', right), url)
  await expect(open(address('localhost', 'verify-ca', wrong))).rejects.toMatchObject({ kind: 'unreachable' })
})
