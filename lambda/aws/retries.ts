import { AdaptiveRetryStrategy, DefaultRateLimiter, StandardRetryStrategy } from '@smithy/core/retry';
import { isUnresolved } from './error-predicates';

type Refresh = StandardRetryStrategy['refreshRetryTokenForRetry'];

/** The SDK's own strategy, except that it does not repeat a call to an endpoint that does not exist (R4). */
export class StandardRetries extends StandardRetryStrategy {
  override async refreshRetryTokenForRetry(...[token, failure]: Parameters<Refresh>): ReturnType<Refresh> {
    if (isUnresolved(failure.error)) throw failure.error;
    return super.refreshRetryTokenForRetry(token, failure);
  }
}

/**
 * Adapts to throttling. Organizations has one endpoint, and the controllers of all regions may list accounts at the same
 * time: a throttled client slows down to its share, which may be one call in five seconds. The SDK's minimum is one in two.
 */
export function atItsShare(maxAttempts: number): AdaptiveRetryStrategy {
  return new AdaptiveRetryStrategy(maxAttempts, { rateLimiter: new DefaultRateLimiter({ minFillRate: 0.2 }) });
}
