/** Which doctor does a client get? The scripts of `core/doctor`, told where this service is and what the policy says for the client's zone. */
import { doctorPs1 } from '../core/doctor/doctor-ps1.ts';
import { doctorSh } from '../core/doctor/doctor-sh.ts';
import { expectationsIn } from '../core/doctor/expectation.ts';
import { type DoctorSubject, doctorSubject } from '../core/doctor/subject.ts';
import type { ConfigFile, ConfigSubject } from './file.ts';

/** The last segment of the URL that takes reports. */
export const REPORTS_NAME = 'reports';

/** `doctor.sh`. */
export const doctorForShell: ConfigFile = (subject) => ({
  text: doctorSh(doctorOf(subject)),
  mediaType: 'text/x-shellscript; charset=utf-8',
  filename: 'doctor.sh',
  findings: [],
});

/** `doctor.ps1`. PowerShell scripts have no registered media type. */
export const doctorForPowerShell: ConfigFile = (subject) => ({
  text: doctorPs1(doctorOf(subject)),
  mediaType: 'text/plain; charset=utf-8',
  filename: 'doctor.ps1',
  findings: [],
});

/** Reports are taken with a key only: without one anybody could fill the administrator's list. */
function doctorOf(subject: ConfigSubject): DoctorSubject {
  const { id, profile, policy, zone, key, origin, now } = subject;
  const pageUrl = `${origin}/healthz`;
  return doctorSubject(id, profile, {
    pageUrl,
    reportUrl: key === null ? null : `${origin}/config/${id}/${key}/${REPORTS_NAME}`,
    zone,
    ...(policy === null || zone === null ? {} : { expect: expectationsIn({ profile, policy, zone, pageUrl, now }) }),
  });
}
