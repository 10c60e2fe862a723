### What is known of a user beside rights: names, company, profile fields.

given-name = First name
full-name = Full name
family-name = Last name
choose-none = —
field-family_name = Last name
problem-not_with_parts = Give the name as one, or first and last name, not both.
problem-not_a_text = A text is expected here.
