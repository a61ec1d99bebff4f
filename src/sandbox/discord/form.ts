import { z } from 'zod'
import { type FormProblem, refuseForm } from './refusal.ts'

/** The length that Discord counts: code points, not UTF-16 units (discord-api-docs thread 1315). */
export const lengthOf = (value: string): number => {
  let length = 0
  for (const _ of value) length += 1
  return length
}

const limitWords = (min: number, max: number, unit: string): string =>
  min > 0 ? `Must be between ${min} and ${max} in ${unit}.` : `Must be ${max} or fewer in ${unit}.`

const limitCode = (min: number): string => (min > 0 ? 'BASE_TYPE_BAD_LENGTH' : 'BASE_TYPE_MAX_LENGTH')

const isWithin = (length: number, min: number, max: number): boolean => length >= min && length <= max

/** A string of so many code points that is well-formed Unicode. */
export const text = (min: number, max: number) =>
  z
    .string()
    .refine((value) => value.isWellFormed(), {
      message: 'String is not valid Unicode: it has a lone surrogate.',
      params: { code: 'STRING_TYPE_INVALID_UNICODE' },
      abort: true,
    })
    .refine((value) => isWithin(lengthOf(value), min, max), {
      message: limitWords(min, max, 'length'),
      params: { code: limitCode(min) },
    })

/** A list of so many items. */
export const list = <T extends z.ZodType>(item: T, min: number, max: number) =>
  z.array(item).refine((items) => isWithin(items.length, min, max), {
    message: limitWords(min, max, 'length'),
    params: { code: limitCode(min) },
  })

/** An id: 17 to 19 digits. */
export const snowflake = z.string().regex(/^\d{17,19}$/)

type Issue = z.core.$ZodIssue

const codes = {
  invalid_type: 'BASE_TYPE_BAD_TYPE',
  invalid_value: 'BASE_TYPE_CHOICES',
  too_big: 'NUMBER_TYPE_MAX',
  too_small: 'NUMBER_TYPE_MIN',
  invalid_format: 'STRING_TYPE_REGEX',
} as const

const codeOf = (issue: Issue): string => {
  if (issue.code === 'custom')
    return typeof issue.params?.['code'] === 'string' ? issue.params['code'] : 'CUSTOM'
  if (issue.code === 'invalid_type' && issue.message.endsWith('undefined')) return 'BASE_TYPE_REQUIRED'
  return Object.entries(codes).find(([code]) => code === issue.code)?.[1] ?? 'BASE_TYPE_INVALID'
}

const problemsOf = (issue: Issue): FormProblem[] => {
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const nearest = issue.errors.reduce((a, b) => (b.length < a.length ? b : a))
    return nearest.flatMap((inner) => problemsOf({ ...inner, path: [...issue.path, ...inner.path] }))
  }
  const code = codeOf(issue)
  const message = code === 'BASE_TYPE_REQUIRED' ? 'This field is required' : issue.message
  return [{ path: issue.path.map((key) => (typeof key === 'number' ? key : String(key))), code, message }]
}

/** The body as the form, or a 50035 that names each field which is wrong. */
export const readForm = <T extends z.ZodType>(form: T, body: unknown): z.infer<T> => {
  const result = form.safeParse(body)
  if (result.success) return result.data
  throw refuseForm(result.error.issues.flatMap(problemsOf))
}
