import * as pulumi from "@pulumi/pulumi";
import { OWNER_KEY, SECRET_KEY } from "../../adapter/engine/properties";
import { ownerText } from "../../segment/owner";
import { secretNames } from "./secret-names";

/** What a resource has to tell its provider, as the engine does not. */
export function hiddenInputs(
  name: string,
  args: object,
  opts: pulumi.CustomResourceOptions,
): Record<string, pulumi.Input<string>> {
  return { [OWNER_KEY]: owner(name, opts), ...hiddenSecrets(args) };
}

/** Which of its arguments hold a secret: all that has to be told of a resource whose name is of no matter. */
export function hiddenSecrets(args: object): Record<string, pulumi.Input<string>> {
  const secrets = secretNames(args);
  return secrets === undefined ? {} : { [SECRET_KEY]: secrets };
}

/** Who it is. Inside a component the types around it belong to that, as they do to its URN. */
function owner(name: string, { parent }: pulumi.CustomResourceOptions): pulumi.Input<string> {
  const project = pulumi.getProject();
  const stack = pulumi.getStack();
  if (parent === undefined) return ownerText({ project, stack, name });
  // Not an Output, which would make the parent a dependency: its children would wait for each other.
  const urnOfParent = new Promise<string>((resolve) => parent.urn.apply(resolve));
  return urnOfParent.then((urn) => {
    const [, , parents = STACK_TYPE] = urn.split("::");
    return ownerText(parents === STACK_TYPE ? { project, stack, name } : { project, stack, parents, name });
  });
}

const STACK_TYPE = "pulumi:pulumi:Stack";
