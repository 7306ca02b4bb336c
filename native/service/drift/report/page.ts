import type { FeatureVerdict } from '../../../contract/drift.ts';
import type { DriftResponse } from '../../../contract/http/drift.ts';
import { type Html, html } from '../../openapi/html.ts';
import { figure, moment } from './figures.ts';
import { histogramSvg } from './histogram.ts';
import { REPORT_STYLE } from './style.ts';

/**
 * The verdict as one HTML page that needs no script, no network and no other file. Made of the verdict alone: the same
 * verdict gives the same bytes, whenever it is asked for.
 */
export function reportPage(state: DriftResponse, version: string): string {
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Drift report, ${moment(state.checked_at)}</title><style>${{ html: REPORT_STYLE }}</style></head>
<body><main>
<h1>Drift report</h1>
<p class="quiet">Check of ${moment(state.checked_at)}. Vigil ${version}.</p>
${answer(state)}
${windows(state)}
${state.features.length === 0 ? null : overview(state)}
${notes(state)}
${
  state.features.length === 0
    ? null
    : html`<h2>Features</h2>
<p><span class="key reference"></span>Reference <span class="key current"></span>Current window. Heights are shares of each window.</p>
<div class="features">${state.features.map(card)}</div>`
}
</main></body></html>
`;
  return page.html;
}

function answer({
  dataset_drift,
  num_drifted_features,
  num_features,
  drift_share,
  reason,
  dataset_alarm,
}: DriftResponse): Html {
  if (dataset_drift === null) return html`<p class="answer">No verdict. ${reason ?? ''}</p>`;
  const words = dataset_drift ? 'The data set has drifted' : 'The data set has not drifted';
  const confirmed = dataset_alarm.phase === 'confirmed' ? ' Confirmed by a second window.' : '';
  return html`<p class="answer${dataset_drift ? ' drift' : ''}">${words}: ${num_drifted_features} of ${num_features} features, a share of ${figure(drift_share)}.${confirmed}</p>`;
}

function windows({ reference, current, embedding_distance }: DriftResponse): Html {
  return html`<h2>Windows</h2><table><thead><tr><th scope="col">Window</th><th scope="col" class="number">Samples</th><th scope="col">From</th><th scope="col">To</th><th scope="col">Made of</th></tr></thead><tbody>
<tr><th scope="row">Reference ${reference.version}</th><td class="number">${reference.size} of ${reference.target}</td><td>${moment(reference.from)}</td><td>${moment(reference.to)}</td><td>${reference.source}, model ${reference.model_id ?? '–'}</td></tr>
<tr><th scope="row">Current</th><td class="number">${current.size} of ${current.target}</td><td>${moment(current.from)}</td><td>${moment(current.to)}</td><td>the latest images</td></tr>
</tbody></table>
<p>Cosine distance of the mean embeddings: ${figure(embedding_distance)}.</p>`;
}

const HEADS = [
  'Method',
  'Statistic',
  'p',
  'p adjusted',
  'Threshold',
  'Score',
  'Effect',
  'PSI',
  'KL',
  'Wasserstein',
  'Drift',
];

function overview({ features }: DriftResponse): Html {
  const row = (one: FeatureVerdict) =>
    html`<tr><th scope="row">${one.feature}</th><td>${one.method ?? '–'}</td>${[
      one.statistic,
      one.p_value,
      one.p_adjusted,
      one.threshold,
      one.score,
      one.effect,
      one.psi,
      one.kl_divergence,
      one.wasserstein,
    ].map(
      (value) => html`<td class="number">${figure(value)}</td>`,
    )}<td class="${one.drifted ? 'drift' : ''}">${inWords(one.drifted)}</td></tr>`;
  return html`<h2>Verdicts</h2><table><thead><tr><th scope="col">Feature</th>${HEADS.map(
    (head, index) =>
      html`<th scope="col"${index === 0 || index === HEADS.length - 1 ? null : html` class="number"`}>${head}</th>`,
  )}</tr></thead><tbody>${features.map(row)}</tbody></table>
<p class="quiet">The score rises with drift whatever the method; 0.5 is exactly at the threshold. Drift is a p-value, corrected for all features tested, at or below its threshold, with an effect that is large enough; or a distance at or above its limit.</p>`;
}

const inWords = (drifted: boolean | null) => (drifted === null ? '–' : drifted ? 'drift' : 'no');

function notes({ events, warnings }: DriftResponse): Html | null {
  const lines = [
    ...events.map(
      ({ feature, value, count }) => `${feature}: class ${value}, unknown to the reference, on ${count} images.`,
    ),
    ...warnings.map(({ feature, detail }) => (feature === null ? detail : `${feature}: ${detail}`)),
  ];
  return lines.length === 0 ? null : html`<h2>Notes</h2><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul>`;
}

function card(one: FeatureVerdict): Html {
  const statistic = (name: string, read: (window: FeatureVerdict['reference']) => number | null) =>
    html`<tr><th scope="row">${name}</th><td class="number">${figure(read(one.reference))}</td><td class="number">${figure(read(one.current))}</td></tr>`;
  return html`<section class="feature${one.drifted ? ' drift' : ''}"><h3>${one.feature}: ${one.drifted === false ? 'no drift' : inWords(one.drifted)}</h3>
${one.reason === null ? null : html`<p>${one.reason}</p>`}
${one.histogram === null ? null : histogramSvg(one.feature, one.histogram)}
<table><thead><tr><th scope="col"></th><th scope="col" class="number">Reference</th><th scope="col" class="number">Current</th></tr></thead><tbody>
${statistic('Values', ({ count }) => count)}
${statistic('Missing share', ({ missing_share }) => missing_share)}
${one.kind === 'numeric' ? [statistic('Mean', ({ mean }) => mean), statistic('Median', ({ median }) => median), statistic('Deviation', ({ std }) => std), statistic('Least', ({ min }) => min), statistic('Most', ({ max }) => max)] : statistic('Distinct', ({ cardinality }) => cardinality)}
</tbody></table></section>`;
}
