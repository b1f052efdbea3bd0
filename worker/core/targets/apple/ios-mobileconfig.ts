/** `ios-mobileconfig`: the global HTTP proxy of a supervised iPhone, iPad or Apple TV. Pure. */
import type { Target } from '../target.ts';
import { globalProxy, SHARED_IDENTIFIER } from './global-proxy.ts';

/** For supervised devices, iOS 6 and later. */
export const iosMobileconfig: Target = {
  ...globalProxy(null),
  id: 'ios-mobileconfig',
  title: 'iOS configuration profile (global HTTP proxy)',
  platforms: ['iOS 6+', 'iPadOS', 'tvOS 9+', 'visionOS 2+'],
  filename: 'proxy-ios.mobileconfig',
  place: 'The MDM, or Apple Configurator.',
  notes: [
    'Supervised devices only; forbidden in user enrollment.',
    SHARED_IDENTIFIER,
    'The payload has no list of what goes direct and no SOCKS.',
  ],
};
