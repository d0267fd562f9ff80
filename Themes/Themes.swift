// Made in the next step.
