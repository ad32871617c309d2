/** An advisory that npm tells of one of our packages. */
export type Finding = {
  /** GHSA id, or npm's number where there is none. */
  readonly id: string;
  readonly package: string;
  readonly severity: string;
  readonly title: string;
};

/** Why a finding does not hurt us, for now. */
export type Answer = {
  readonly id: string;
  readonly package: string;
  readonly reason: string;
  /** Local dates; after `until` somebody has to look again. */
  readonly answeredOn: string;
  readonly until: string;
};

export type Asked = { readonly findings: readonly Finding[] } | { readonly notAsked: string };

/** Reads what `npm audit --json` printed: what it found, or why it could not ask. */
export function readAudit(output: string): Asked {
  const said = parsed(output);
  if (said === undefined)
    return { notAsked: `npm said ${output.trim() === '' ? 'nothing' : output.trim().slice(0, 200)}` };
  const { vulnerabilities } = said;
  if (!isObject(vulnerabilities)) {
    const { message, error } = said;
    const why = typeof message === 'string' ? message : JSON.stringify(error ?? said);
    return { notAsked: why.slice(0, 200) };
  }
  const advisories = Object.values(vulnerabilities).flatMap((each) => (isObject(each) ? listIn(each['via']) : []));
  const findings = advisories.filter(isObject).map(findingOf);
  return { findings: [...new Map(findings.map((each) => [`${each.id} ${each.package}`, each])).values()] };
}

/** A sentence for each finding that nobody answered, and for each answer that is over or answers nothing. */
export function refusalsOf(findings: readonly Finding[], answers: readonly Answer[], today: string): string[] {
  const answered = (finding: Finding): boolean =>
    answers.some((answer) => answer.id === finding.id && answer.package === finding.package);
  const found = (answer: Answer): boolean =>
    findings.some((finding) => answer.id === finding.id && answer.package === finding.package);
  return [
    ...findings
      .filter((finding) => !answered(finding))
      .map(
        ({ id, package: name, severity, title }) =>
          `${name}: ${title} (${severity}, ${id}). Update it, or answer it in docs/audit-answers.json.`,
      ),
    ...answers
      .filter((answer) => !found(answer))
      .map(({ id, package: name }) => `${name}: ${id} is answered and not found any more. Remove the answer.`),
    ...answers
      .filter((answer) => found(answer) && answer.until < today)
      .map(({ id, package: name, until }) => `${name}: the answer to ${id} was good until ${until}. Look again.`),
  ];
}

export function readAnswers(text: string): Answer[] {
  const answers = parsed(text)?.['answers'];
  if (!Array.isArray(answers) || !answers.every(isAnswer))
    throw new Error('docs/audit-answers.json is not a list of answers.');
  return answers;
}

function isAnswer(value: unknown): value is Answer {
  const members = ['id', 'package', 'reason', 'answeredOn', 'until'];
  return isObject(value) && members.every((name) => typeof value[name] === 'string' && value[name] !== '');
}

function findingOf(advisory: Record<string, unknown>): Finding {
  const { url, source, name, severity, title } = advisory;
  const id = textOf(url).split('/').at(-1);
  return {
    id: id === undefined || id === '' ? textOf(source) : id,
    package: textOf(name),
    severity: textOf(severity),
    title: textOf(title),
  };
}

function listIn(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
