import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Exposure, ProbeState, Spoken } from '../../../schemas/probe.ts';
import { PORTS } from '../../../worker/core/findings/codes/ports.ts';
import { PROBE } from '../../../worker/core/findings/codes/probe.ts';
import { CONNECTIONS_PER_CALL, LIMITS } from '../../../worker/probe/limits.ts';

const page = readFileSync(`${import.meta.dirname}/../../../docs/ports.md`, 'utf8');

test('docs/ports.md names every code of ports and probes', () => {
  const codes = [...Object.keys(PORTS), ...Object.keys(PROBE)];
  expect(codes.filter((code) => !page.includes(`\`${code}\``))).toEqual([]);
});

test('docs/ports.md names every label of a result', () => {
  const labels = [...ProbeState.options, ...Spoken.options, ...Exposure.options];
  expect(labels.filter((label) => !page.includes(`\`${label}\``))).toEqual([]);
});

test('docs/ports.md tells the budgets as they are', () => {
  const { connectMs, firstByteMs, endpointMs, connections } = LIMITS;
  const told = `${connectMs / 1000} s to connect, ${firstByteMs / 1000} s to the first byte, ${endpointMs / 1000} s, ${connections} connections`;
  expect(page).toContain(told);
  expect(page).toContain(`${CONNECTIONS_PER_CALL} connections and look-ups a call`);
});
