import { RtcApiError } from "#rtc-api/error";

/** The failed API call that a promise is rejected for, itself or as the cause; anything else is thrown. */
export async function failureOf(promise: Promise<unknown>): Promise<RtcApiError> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    const failure = error instanceof Error && error.cause instanceof RtcApiError ? error.cause : error;
    if (failure instanceof RtcApiError) return failure;
    throw error;
  }
  throw new Error(`expected a failure, got ${JSON.stringify(value)}`);
}
