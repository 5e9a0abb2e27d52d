/** Token buckets in real time, one per key, each holding one second's worth. */
export class RateLimiter {
  private readonly buckets = new Map<string, { tokens: number; at: number }>();

  /** @param perSecond 0: no limit */
  constructor(private readonly perSecond: number) {}

  /** Whether the next call for `key` is allowed now. */
  allow(key: string, now: number = performance.now()): boolean {
    if (this.perSecond <= 0) return true;
    const bucket = this.buckets.get(key) ?? { tokens: this.perSecond, at: now };
    const tokens = Math.min(this.perSecond, bucket.tokens + ((now - bucket.at) / 1000) * this.perSecond);
    const allowed = tokens >= 1;
    this.buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at: now });
    return allowed;
  }
}
