/** How is a doctor's report taken? From whoever has the profile's key; small, checked, counted, and kept for the administrator. */
import { DoctorReport, MAX_REPORT_BYTES } from '../../schemas/probe.ts';
import { methodAnswer } from '../edge/answer.ts';
import type { Admitted } from '../edge/config.ts';
import { ALWAYS } from '../edge/head.ts';
import { readLocated } from '../http/located.ts';
import { Fault } from '../service/fault.ts';
import { tooMany } from '../service/limited.ts';
import type { Store } from '../store/store.ts';
import { refusedAnswer } from './refused.ts';

/** Answers 204 when the report is kept, else a problem (400, 405, 413, 415, 422, 429). Never throws. */
export async function takeReport(admitted: Admitted, store: Pick<Store, 'keepReport'>): Promise<Response> {
  const { request } = admitted;
  if (request.method !== 'POST') return methodAnswer(request.method, 'POST');
  try {
    await keep(admitted, store);
    return new Response(null, { status: 204, headers: { ...ALWAYS, 'Cache-Control': 'no-store' } });
  } catch (error) {
    return refusedAnswer(error, request.method);
  }
}

async function keep({ request, path, address }: Admitted, store: Pick<Store, 'keepReport'>): Promise<void> {
  const { value } = await readLocated(request, { schema: DoctorReport, maxBytes: MAX_REPORT_BYTES });
  const report = value as DoctorReport;
  if (report.profile !== path.id) throw otherProfile(path.id, report.profile);
  const kept = await store.keepReport({ profile: path.id, client: address, report });
  if (!kept.ok) throw tooMany(kept, 'reports');
}

function otherProfile(expected: string, found: string): Fault {
  const detail = `Expected a report about ${expected}, found one about ${found}.`;
  return new Fault('invalid', detail, {
    errors: [{ pointer: '/profile', code: 'report.other-profile', detail, expected, found }],
  });
}
