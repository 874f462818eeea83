using Uso.Mis.Records;

namespace Uso.Mis.Wonde;

/// <summary>Where Wonde has the canonical fields. Dates are strings or PHP objects.</summary>
internal static class WondeMaps
{
    public static readonly FieldMap Students = new(
        "students",
        ("MisId", "id"),
        ("LegalFirstName", "legal_forename|forename"),
        ("MiddleNames", "middle_names"),
        ("LegalLastName", "legal_surname|surname"),
        ("PreferredFirstName", "forename"),
        ("PreferredLastName", "surname"),
        ("DateOfBirth", "date_of_birth|date_of_birth.date"),
        ("Gender", "gender"),
        ("Upn", "education_details.data.upn"),
        ("AdmissionNumber", "education_details.data.admission_number"),
        ("YearGroup", "year.data.name|year.data.code|education_details.data.current_nc_year"),
        ("RegistrationGroup", "registration.data.name|registration.data.code"),
        ("House", "house.data.name|house.data.code"),
        ("Email", "contact_details.data.emails.email|contact_details.data.emails.primary|contact_details.data.emails.work"),
        ("StartDate", "education_details.data.admission_date|education_details.data.admission_date.date"),
        ("EndDate", "education_details.data.leaving_date|education_details.data.leaving_date.date"),
        ("Enrolment", "education_details.data.enrolment_status"));

    public static readonly FieldMap Employees = new(
        "employees",
        ("MisId", "id"),
        ("Title", "title"),
        ("LegalFirstName", "legal_forename|forename"),
        ("MiddleNames", "middle_names"),
        ("LegalLastName", "legal_surname|surname"),
        ("PreferredFirstName", "forename"),
        ("PreferredLastName", "surname"),
        ("DateOfBirth", "date_of_birth|date_of_birth.date"),
        ("Gender", "gender"),
        ("StaffCode", "employment_details.data.staff_code"),
        ("Role", "employment_details.data.role_text"),
        ("Email", "contact_details.data.emails.work|contact_details.data.emails.email|contact_details.data.emails.primary"),
        ("StartDate", "employment_details.data.employment_start_date|employment_details.data.employment_start_date.date"),
        ("EndDate", "employment_details.data.employment_end_date|employment_details.data.employment_end_date.date"),
        ("Current", "employment_details.data.current"));

    public static readonly FieldMap Contacts = new(
        "contacts",
        ("MisId", "id"),
        ("Title", "title"),
        ("LegalFirstName", "legal_forename|forename"),
        ("LegalLastName", "legal_surname|surname"),
        ("Email", "contact_details.data.emails.email|contact_details.data.emails.primary|contact_details.data.emails.home"),
        ("Students", "students.data|students"));

    public static readonly FieldMap ContactStudents = new(
        "contact-students",
        ("MisId", "id"),
        ("Relationship", "relationship.data.relationship|relationship.relationship"),
        ("ParentalResponsibility", "relationship.data.parental_responsibility|relationship.parental_responsibility"),
        ("Priority", "relationship.data.priority|relationship.priority"));

    public static readonly FieldMap Groups = new(
        "groups",
        ("GroupId", "id"),
        ("Kind", "type"),
        ("Name", "name|code"),
        ("Subject", "subject.data.name"),
        ("Subjects", "subjects.data|subjects"),
        ("Students", "students.data|students"),
        ("Employees", "employees.data|employees"));

    public static readonly FieldMap Subjects = new("subjects", ("Subject", "name"));

    public static readonly FieldMap Members = new("members", ("MisId", "id"));
}
