// ${name} substitution in scenario data, and small path helpers.

/** Replace ${name} in every string of `value`; a string that is exactly "${name}" keeps the variable's type. */
export function substitute(value, vars) {
  if (typeof value === 'string') {
    const whole = /^\$\{([A-Za-z0-9_.]+)\}$/.exec(value);
    if (whole && whole[1] in vars) return vars[whole[1]];
    return value.replace(/\$\{([A-Za-z0-9_.]+)\}/g, (m, k) => (k in vars ? String(vars[k]) : m));
  }
  if (Array.isArray(value)) return value.map((v) => substitute(v, vars));
  if (value && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [substitute(k, vars), substitute(v, vars)]));
  }
  return value;
}

/** Read "a.b.0.c" (a negative index counts from the end) from an object. */
export function getPath(obj, path) {
  let cur = obj;
  for (const key of path.split('.')) {
    if (cur == null) return undefined;
    cur = Array.isArray(cur) && /^-\d+$/.test(key) ? cur[cur.length + Number(key)] : cur[key];
  }
  return cur;
}

/** Does `msg` carry every path=value of `match`? {"$re": "..."} tests a regular expression. */
export function matches(msg, match, vars) {
  for (const [path, wantedRaw] of Object.entries(match ?? {})) {
    const wanted = substitute(wantedRaw, vars);
    const actual = getPath(msg, path);
    if (wanted && typeof wanted === 'object' && '$re' in wanted) {
      if (!new RegExp(wanted.$re).test(typeof actual === 'string' ? actual : (JSON.stringify(actual) ?? '')))
        return false;
    } else if (wanted && typeof wanted === 'object' && '$not' in wanted) {
      if (JSON.stringify(actual) === JSON.stringify(wanted.$not)) return false;
    } else if (JSON.stringify(actual) !== JSON.stringify(wanted)) return false;
  }
  return true;
}
