import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeText } from '../../src/files/decode-text.ts'

const bytes = (...numbers: readonly number[]) => new Uint8Array(numbers)
const binary = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))

test('any readable text in UTF-8 comes back, its byte order mark aside', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.boolean(), (text, marked) => {
      const written = new TextEncoder().encode(marked ? `\ufeff${text}` : text)
      expect(decodeText(written)?.text).toBe(text.replace(/^\ufeff/, ''))
    }),
  )
})

const wide = (text: string, order: 'le' | 'be', mark: boolean) => {
  const buffer = Buffer.from(mark ? `\ufeff${text}` : text, 'utf16le')
  return new Uint8Array(order === 'le' ? buffer : buffer.swap16())
}

test.each([
  ['le', true],
  ['be', true],
  ['le', false],
  ['be', false],
] as const)('UTF-16 %s is read, with a mark (%s) or without', (order, mark) => {
  const text = 'let answer = 42 // für alle\n'
  expect(decodeText(wide(text, order, mark))).toMatchObject({ text, encoding: `utf-16${order}` })
})

test('Shift_JIS is read', () => {
  // 「これは日本語の文章です。」 three times, as Windows in Japan writes it.
  const sentence =
    '\x82\xb1\x82\xea\x82\xcd\x93\xfa\x96{\x8c\xea\x82\xcc\x95\xb6\x8f\xcd\x82\xc5\x82\xb7\x81B'
  const read = decodeText(binary(sentence.repeat(3)))
  expect(read).toMatchObject({ text: 'これは日本語の文章です。'.repeat(3), encoding: 'shift_jis' })
})

test('Windows-1252 is read', () => {
  const read = decodeText(
    binary('Caf\xe9 \x93na\xefve\x94 \x80 5, fa\xe7ade d\xe9j\xe0 vu, \xe0 la carte\n'.repeat(3)),
  )
  expect(read?.text.startsWith('Café “naïve” € 5, façade déjà vu')).toBe(true)
})

test('Windows-1250 is read', () => {
  // A Polish sentence with its own letters.
  const read = decodeText(
    binary('Za\xbf\xf3\xb3\xe6 g\xea\x9cl\xb9 ja\x9f\xf1, prosz\xea o szybk\xb9 odpowied\x9f.\n'.repeat(3)),
  )
  expect(read?.text).toContain('Zażółć gęślą jaźń, proszę o szybką odpowiedź.')
})

test.each([
  ['zeros', bytes(...Array.from({ length: 64 }, () => 0))],
  ['every byte', bytes(...Array.from({ length: 256 }, (_, n) => n))],
  ['noise', bytes(...Array.from({ length: 4000 }, (_, n) => (n * n * 31 + n * 7) % 256))],
])('%s are no text', (_, given) => {
  expect(decodeText(given)).toBeNull()
})

test('a part that ends within a character is still text', () => {
  const part = new TextEncoder().encode('日本語').subarray(0, 8)
  expect(decodeText(part, { isPart: true })?.text).toBe('日本')
})

/** Text as the encoding writes it, found by decoding every pair of bytes: Node encodes nothing but UTF. */
const encoderFor = (encoding: string) => {
  const table = new Map<string, readonly number[]>()
  const decoder = new TextDecoder(encoding, { fatal: true })
  const learn = (...code: readonly number[]) => {
    try {
      const char = decoder.decode(new Uint8Array(code))
      if ([...char].length === 1 && !table.has(char)) table.set(char, code)
    } catch {
      // No character of this encoding.
    }
  }
  for (let one = 0; one < 256; one += 1) learn(one)
  if (!/^(windows|koi8|ibm|iso)/.test(encoding))
    for (let one = 0x81; one < 0xff; one += 1) for (let two = 0x40; two < 0xff; two += 1) learn(one, two)
  return (text: string) =>
    new Uint8Array(
      [...text].flatMap((char) => {
        const code = table.get(char)
        if (code === undefined) throw new Error(`${encoding} has no ${char}`)
        return [...code]
      }),
    )
}

const asciiHead = 'id,2026-01-01,ok,12.50\r\n'.repeat(300)

describe.each([
  [
    'shift_jis',
    [
      '注文番号,商品\r\n100,りんご\r\n',
      'ｶﾀｶﾅ,半角ﾃｽﾄ\r\nｱｲｳ,1\r\n',
      '髙橋﨑\r\n①②③㈱\r\n',
      '// 初期化処理\nfoo();',
      'id,name\n1,田中\n2,佐藤\n',
    ],
  ],
  ['euc-jp', ['これは日本語の文章です。\n', '// 設定を読み込む\nload();']],
  [
    'gb18030',
    [
      '价格,数量\n1,2\n',
      '// 初始化设备\nint x;\n',
      '姓名,电话,地址\n张三,1,北京\n',
      '# 读取配置\ndef f(): pass\n',
    ],
  ],
  ['big5', ['價格,數量\n1,2\n', '姓名,電話,地址\n']],
  ['euc-kr', ['가격,수량\n1,2\n', '// 초기화\nint x;\n', '이름,전화번호\n']],
  [
    'windows-1251',
    [
      'Имя,Цена\n1,2\n',
      'ВНИМАНИЕ! ЛИФТ НЕ РАБОТАЕТ.',
      '// инициализация устройства\nint x;\n',
      'Привет, мир\n',
    ],
  ],
  ['koi8-u', ['Привет, мир, это проверка кодировки\n']],
  ['windows-1252', ['Größe;Straße;Köln\n', '// Résumé des données\n', 'Precio: 5 €\nniño\n']],
  ['windows-1250', ['Příliš žluťoučký kůň\n', 'miasto\nŁódź\n']],
  ['windows-1253', ['Καλημέρα κόσμε\n', 'ΠΡΟΣΟΧΗ ΣΤΟ ΚΕΝΟ']],
  ['windows-1255', ['שלום עולם, זה קובץ בדיקה.']],
  ['windows-1257', ['Ąžuolas ėjo šalia\n']],
  ['windows-1250', ['árvíztűrő tükörfúrógép\n']],
  ['iso-8859-15', ['prix: 5 €; cœur\n']],
  ['iso-8859-5', ['Привет, мир, как дела\n']],
  ['iso-8859-6', ['مرحبا بالعالم\n']],
  ['macintosh', ['Café résumé naïve\r']],
  ['windows-1254', ['Şişli, İstanbul, ağaç çiçeği\n']],
  ['windows-874', ['สวัสดีชาวโลก\n']],
] as const)('%s is read', (encoding, texts) => {
  const encode = encoderFor(encoding)
  test.each(texts)('%s', (text) => {
    expect(decodeText(encode(text))?.text).toBe(text)
    expect(decodeText(encode(asciiHead + text))?.text).toBe(asciiHead + text)
  })
})

test.each([
  ['windows-1251', 'да', 'ru'],
  ['windows-1255', 'שלום', 'he'],
  ['gb18030', '中文', 'zh-CN'],
  ['shift_jis', '東京', 'ja'],
] as const)(
  'a word or two in %s are read with the help of the locale, as a guess',
  (encoding, text, locale) => {
    expect(decodeText(encoderFor(encoding)(text), { locale })).toMatchObject({ text, isGuess: true })
  },
)

test.each(['le', 'be'] as const)(
  'UTF-16 %s without a mark and with few ASCII characters is read',
  (order) => {
    for (const text of ['日本語のファイル\n', 'Привет, мир\n', '你好, 世界\n', '이름, 주소\n'])
      expect(decodeText(wide(text, order, false))?.text).toBe(text)
  },
)

test.each([
  ['cut at its end', [...new TextEncoder().encode('日本語')].slice(0, 8), '日本'],
  ['cut at its beginning', [...new TextEncoder().encode('日本語')].slice(1), '本語'],
  ['cut at both ends', [...new TextEncoder().encode('日本語です')].slice(2, 13), '本語で'],
])('UTF-8 that was %s is still UTF-8', (_, given, text) => {
  expect(decodeText(new Uint8Array(given))).toEqual({ text, encoding: 'utf-8', isGuess: false })
})

test.each([
  ['ibm850', 'Größe über Öl\r\n', 'Gr\x94\xe1e \x81ber \x99l\r\n'],
  ['ibm852', 'Zażółć gęślą jaźń\r\n', 'Za\xbe\xa2\x88\x86 g\xa9\x98l\xa5 ja\xab\xe4\r\n'],
])('what the command line of Windows writes in %s is read', (encoding, text, written) => {
  expect(decodeText(binary(written))).toMatchObject({ text, encoding })
  expect(decodeText(binary(asciiHead + written))?.text).toBe(asciiHead + text)
})

const utf32 = (text: string, isLittle: boolean) => {
  const view = new DataView(new ArrayBuffer([...text].length * 4))
  for (const [at, char] of [...text].entries()) view.setUint32(at * 4, char.codePointAt(0) ?? 0, isLittle)
  return new Uint8Array(view.buffer)
}

test.each([true, false])('UTF-32 is read, with a mark or without (little-endian: %s)', (isLittle) => {
  for (const text of ['hello wörld 日本 😀\n', 'plain\n']) {
    expect(decodeText(utf32(text, isLittle))?.text).toBe(text)
    expect(decodeText(utf32(`\ufeff${text}`, isLittle))?.text).toBe(text)
  }
})

test.each([
  ['Ctrl-Z', binary('hello\r\n\x1a'), 'hello\r\n'],
  ['a zero', binary('hello\n\0'), 'hello\n'],
  ['half a character of UTF-16', new Uint8Array([...wide('wörld', 'le', true), 10]), 'wörld'],
])('a text that ends in %s is read', (_, given, text) => {
  expect(decodeText(given)?.text).toBe(text)
})

test('a log with one broken byte is still UTF-8', () => {
  const line = new TextEncoder().encode('正常に終了しました\n')
  const log = new Uint8Array([...line, 0xff, ...line])
  expect(decodeText(log)).toMatchObject({ encoding: 'utf-8', text: expect.stringContaining('正常に終了') })
})

test('zeros within a log are one sign, and colours of a terminal stay', () => {
  const log = `\x1b[31merror\x1b[0m\n${'start\n'.repeat(40)}${'\0'.repeat(9)}start\n`
  expect(decodeText(binary(log))?.text).toBe(log.replace(/\0+/, '␀'))
})
