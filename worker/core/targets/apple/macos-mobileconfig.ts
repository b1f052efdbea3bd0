/** `macos-mobileconfig`: the global HTTP proxy of a Mac. Pure. */
import type { Target } from '../target.ts';
import { globalProxy, SHARED_IDENTIFIER } from './global-proxy.ts';

/** For the device channel of an MDM, macOS 10.9 and later. */
export const macosMobileconfig: Target = {
  ...globalProxy('System'),
  id: 'macos-mobileconfig',
  title: 'macOS configuration profile (global HTTP proxy)',
  platforms: ['macOS 10.9+'],
  filename: 'proxy-macos.mobileconfig',
  place: 'The MDM, device channel; or System Settings, Profiles.',
  notes: [
    'One global proxy payload a device; forbidden in user enrollment.',
    SHARED_IDENTIFIER,
    'The payload has no list of what goes direct and no SOCKS.',
  ],
};
