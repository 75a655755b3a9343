"""May this step be taken now? Each refusal is a sentence for the person at the screen."""
