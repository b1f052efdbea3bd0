import { afterEach, describe, expect, it, vi } from 'vitest';
import { faultOf, redact } from '../../worker/http/failure.ts';
import { Fault } from '../../worker/service/fault.ts';

describe('redact()', () => {
  it.each([
    ['ptl_abcDEF-123_456', 'ptl_…'],
    ['Authorization: Bearer s3cr3t.x', 'Authorization: Bearer …'],
    ['GET /pac/hq/pQ7c9yP2k0mX4tB8sW1nLA.pac failed', 'GET /pac/hq/….pac failed'],
    ['nothing secret', 'nothing secret'],
  ])('turns %j into %j', (text, expected) => {
    expect(redact(text)).toBe(expected);
  });
});

describe('faultOf()', () => {
  afterEach(() => vi.restoreAllMocks());

  it('tells a fault and logs nothing', () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const fault = new Fault('absent', 'There is none.');
    expect(faultOf(fault, 'r')).toBe(fault);
    expect(log).not.toHaveBeenCalled();
  });

  it('logs anything else without its secrets and tells only the request id', () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => {});
    const fault = faultOf(new Error('broken by ptl_secret'), 'the-request');
    expect(fault.code).toBe('internal');
    expect(fault.message).toContain('the-request');
    expect(fault.message).not.toContain('broken');
    expect(log.mock.calls[0]?.[0]).toContain('broken by ptl_…');
    expect(log.mock.calls[0]?.[0]).not.toContain('secret');
  });

  it('answers 503 when the registry could not be reached', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    expect(faultOf(Object.assign(new Error('reset'), { retryable: true }), 'r').code).toBe('unavailable');
  });
});
