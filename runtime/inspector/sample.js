// A value to begin with, for what a form is asked to add.
import { samples } from "./scalars.js";

/** @import { Json, Model, TypeRef } from "./schema.js" */

/** The generator's example of a type where it has one, else as little as the type allows. @param {Model} model @param {TypeRef} type @returns {Json} */
export function sample(model, type) {
  if (type.kind === "named") {
    const { example, target } = model.type(type.type);
    if (example !== undefined && example !== null) return structuredClone(example);
    if (target) return sample(model, target);
  }
  const shape = model.shape(type);
  switch (shape.kind) {
    case "scalar":
      return structuredClone(samples[shape.scalar]);
    case "list":
      return [];
    case "map":
      return {};
    case "enum":
      return shape.enumerators[0]?.name ?? "";
    case "union": {
      const arm = shape.arms[0];
      return arm ? { [shape.tag]: arm.name, .../** @type {object} */ (sample(model, arm.type)) } : {};
    }
    case "struct": {
      const needed = shape.fields.filter((field) => !field.optional && field.default === undefined);
      return Object.fromEntries(needed.map((field) => [field.name, sample(model, field.type)]));
    }
  }
}
