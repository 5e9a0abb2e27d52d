import { z } from 'zod';
import { readJsonFile } from '../input-file';

const price = z.number().nonnegative().optional();

/** A price list that the user owns, with its date and source; something without a price is shown as unpriced. */
const pricesFile = z.strictObject({
  asOf: z.iso.date(),
  region: z.string(),
  currency: z.string(),
  source: z.string(),
  prices: z.strictObject({
    alarmMetricMonth: price,
    customMetricMonth: price,
    logGigabyteIngested: price,
    logGigabyteMonth: price,
    keyMonth: price,
    thousandStateTransitions: price,
    lambdaGigabyteSecond: price,
    millionLambdaRequests: price,
    millionSchedulerInvocations: price,
    millionSqsRequests: price,
    thousandS3Writes: price,
  }),
});

export type Prices = z.infer<typeof pricesFile>;

const { shape } = pricesFile;

/** The prices of a file. @throws UsageError with every mistake in it */
export function readPrices(file: string): Prices {
  return readJsonFile(file, pricesFile, (path) => Object.keys(path.length === 0 ? shape : shape.prices.shape));
}

const DAY = 24 * 3_600_000;
const MAX_AGE = 90;

/** Days since the prices were read, if that is too long ago. */
export function ageOf({ asOf }: Prices, now: number): number | undefined {
  const days = Math.floor((now - Date.parse(asOf)) / DAY);
  return days > MAX_AGE ? days : undefined;
}
