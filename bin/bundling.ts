import type { Bundle } from '../lib/bundle';
import { keptBundle } from '../lib/kept-bundle';

/** The handlers, bundled while the CDK is being loaded: imported before it. */
export const bundling: Promise<Bundle> = keptBundle();
