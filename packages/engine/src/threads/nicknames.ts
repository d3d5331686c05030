// Names for agents, so that people can tell them apart.

const names: readonly string[] = (
  'Abel Agnesi Alhazen Apgar Banach Bassi Bell Bose Cantor Carver Cauchy Cori Curie Dalton Darwin Dirac Elion Euclid Euler ' +
  'Fermi Galois Gauss Germain Goodall Hamilton Hawking Hertz Hodgkin Hopper Hypatia Jemison Johnson Kepler Khayyam Lamarr ' +
  'Lavoisier Leavitt Leibniz Lovelace Maxwell Mayer Meitner Mendel Mirzakhani Nightingale Noether Ostrom Pasteur Payne ' +
  'Planck Poincare Raman Ramanujan Riemann Rubin Salk Sanger Shannon Somerville Tesla Turing Volta Wu Yalow'
).split(' ');

/** One that is not among `taken`, as long as there is one; of the candidates first. */
export function freeNickname(taken: readonly string[], candidates: readonly string[] = []): string {
  const wished = candidates.find((name) => !taken.includes(name));
  if (wished !== undefined) return wished;
  const free = names.filter((name) => !taken.includes(name));
  const choice = free.length > 0 ? free : names;
  return choice[Math.floor(Math.random() * choice.length)] ?? '';
}
