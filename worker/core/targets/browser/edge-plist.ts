/** `edge-plist`: Edge's policy on macOS as managed preferences. Pure. */
import type { Target } from '../target.ts';
import { chromePlist } from './chrome-plist.ts';
import { edgePolicy } from './edge-policy.ts';

/** The property list that MDMs take for the preference domain `com.microsoft.Edge`. */
export const edgePlist: Target = {
  ...chromePlist,
  id: 'edge-plist',
  title: 'Edge policy on macOS (managed preferences)',
  filename: 'com.microsoft.Edge.plist',
  place: 'The MDM, custom settings for the preference domain com.microsoft.Edge.',
  removal:
    'An empty property list in the place of the first; merged with other settings, take the key ProxySettings out of them.',
  sources: edgePolicy.sources,
  notes: ['Chrome takes the same under com.google.Chrome.'],
};
