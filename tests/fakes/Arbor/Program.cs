using System.Globalization;
using Uso.Fakes;
using Uso.Fakes.Arbor;

// Run by hand: dotnet run --project tests/fakes/Arbor [port]
var school = new ArborSchool { Name = "Birch Lane Primary (fictional)" };
string[] forenames = ["Amelia", "Noah", "Isla", "Omar", "Zoë", "Ravi", "Chloe", "Jakub"];
string[] surnames = ["Okafor", "Lewis", "Patel", "Nowak", "O'Hara", "Smith-Jones"];
for (var i = 1; i <= 60; i++)
{
    school.Students.Add(new ArborStudent
    {
        Id = i,
        LegalFirstName = forenames[i % forenames.Length],
        LegalLastName = surnames[i % surnames.Length],
        DateOfBirth = new DateOnly(2016, 1, 1).AddDays(i * 11).ToString("O", CultureInfo.InvariantCulture),
        Gender = i % 2 == 0 ? "Female" : "Male",
        EntryDate = new DateOnly(2023, 9, 4),
        AcademicLevel = i <= 30 ? "Year 3" : "Year 4",
        RegistrationForm = i <= 30 ? "3A" : "4A",
    });
}

school.Staff.Add(new ArborStaff { Id = 1, Title = "Mrs", LegalFirstName = "Grace", LegalLastName = "Adeyemi", JobTitle = "Headteacher", Email = "grace@birch.example" });
school.RegistrationForms.Add(new ArborGroup { Id = 1, Name = "3A", Students = [.. Enumerable.Range(1, 30).Select(i => new ArborMember(i))], Staff = [new(1)] });

await using var fake = await ArborFake.StartAsync(new ArborFakeOptions { School = school, Port = ByHand.Port(args) });
await ByHand.RunAsync(fake.Faults, $"baseUrl {fake.Url}  userName uso  password fake-password  approval {fake.ApprovalUrl}");
return 0;
