import type { Bundle } from './bundle';
import { cachedBundle } from './cached-bundle';

/** The handlers, bundled while the CDK is being loaded: imported before it. */
export const bundling: Promise<Bundle> = cachedBundle();
