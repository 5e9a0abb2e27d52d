import type { Bundle } from './bundle';
import { keptBundle } from './kept-bundle';

/** The handlers, bundled while the CDK is being loaded: imported before it. */
export const bundling: Promise<Bundle> = keptBundle();
