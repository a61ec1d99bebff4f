/** What was asked for is done, but the person could not be told. Nothing is to be done again, and nothing to apologise for. */
export class ReportFailed extends Error {
  constructor(cause: unknown) {
    super('What was done could not be reported', { cause })
    this.name = 'ReportFailed'
  }
}

/** Tells somebody what was done. Throws `ReportFailed` where that fails. */
export const report = async (send: () => Promise<unknown>): Promise<void> => {
  try {
    await send()
  } catch (error) {
    throw new ReportFailed(error)
  }
}
