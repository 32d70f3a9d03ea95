// The three protected rules for Spectral: one function each, since JSONPath alone cannot say
// "and nowhere else in the record", and two of the rules look into other files.
import * as fs from "node:fs";
import * as path from "node:path";

const HOME = ["US"];
const TODAY = new Date().toISOString().slice(0, 10);

const near = (context, ...parts) =>
  path.join(path.dirname(context.documentInventory.source), ...parts);

const read = (file) => (fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "");

function nonUsProcessingWithoutScc(vendor) {
  const { processing = {}, transfers = [], status } = vendor;
  if (status === "retired" || transfers.some(({ mechanism }) => mechanism === "scc")) return;
  return ["locations", "access"].flatMap((key) =>
    (processing[key] ?? []).flatMap((place, index) =>
      HOME.includes(place)
        ? []
        : [{ message: `${place} without SCCs`, path: ["processing", key, index] }],
    ),
  );
}

let flags;

function optionalWithoutFeatureFlag(vendor, _, context) {
  if (vendor.status !== "optional" && vendor.tenant_enabled !== true) return;
  // A function gets no parser: the keys are read with a regular expression.
  flags ??= new Set(
    [...read(near(context, "..", "flags.yaml")).matchAll(/\bkey: ([a-z0-9-]+)/g)].map((m) => m[1]),
  );
  if (flags.has(vendor.feature_flag)) return;
  return [{ message: "optional without a declared feature flag" }];
}

function isPastDay(text) {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text) && text <= TODAY;
}

function signedOn(dpa, context) {
  if (dpa.signed_on !== undefined || dpa.same_as === undefined) return dpa.signed_on;
  const other = read(near(context, `${dpa.same_as}.yaml`));
  return other.match(/^dpa:\n(?: .*\n)*? {2}signed_on: (\S+)/m)?.[1];
}

function missingDpaDate(vendor, _, context) {
  if (["planned", "retired"].includes(vendor.status)) return;
  const day = vendor.dpa === undefined ? undefined : signedOn(vendor.dpa, context);
  if (typeof day === "string" && isPastDay(day)) return;
  return [{ message: "no valid date on the DPA" }];
}

const rule = (check) => ({
  given: "$",
  severity: "error",
  message: "{{error}}",
  then: { function: check },
});

export default {
  rules: {
    "non-us-processing-without-scc": rule(nonUsProcessingWithoutScc),
    "optional-without-feature-flag": rule(optionalWithoutFeatureFlag),
    "missing-dpa-date": rule(missingDpaDate),
  },
};
