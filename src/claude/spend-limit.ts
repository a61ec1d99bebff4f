/**
 * Whether an error of the API (its body, or a message of it) says that money is the limit, so that no wait helps:
 * the caps of Anthropic (429 with a code), of a contract, of the account's own settings (400) or an empty balance.
 */
export const isSpendLimit = (said: string): boolean =>
  /spend_limit_reached|billing_error|credit balance is too low|specified API usage limits/i.test(said)
