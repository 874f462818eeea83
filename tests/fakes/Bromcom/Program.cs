using System.Globalization;
using Uso.Fakes;
using Uso.Fakes.Bromcom;

// Run by hand: dotnet run --project tests/fakes/Bromcom [port]
// dotnet run --project tests/fakes/Bromcom push ADDRESS URN LICENCE-KEY SUPPLIER-ID SUPPLIER-PASSWORD sends one export to the Generic API instead.
var school = new BromcomSchool { Id = 1001, Name = "Elm Bank High School (fictional)" };
string[] forenames = ["Amelia", "Noah", "Isla", "Omar", "Zoë", "Ravi", "Chloe", "Jakub"];
string[] surnames = ["Okafor", "Lewis", "Patel", "Nowak", "O'Hara", "Smith-Jones"];
for (var i = 1; i <= 60; i++)
{
    school.Students.Add(new BromcomStudent
    {
        Id = 100_000 + i,
        FirstName = forenames[i % forenames.Length],
        LastName = surnames[i % surnames.Length],
        DateOfBirth = new DateOnly(2013, 1, 1).AddDays(i * 11).ToString("yyyy-MM-dd'T00:00:00'", CultureInfo.InvariantCulture),
        Gender = i % 2 == 0 ? "F" : "M",
        YearGroup = i <= 30 ? "7" : "8",
        TutorGroup = i % 10 == 0 ? null : i <= 30 ? "7A" : "8A",
        StartDate = new DateOnly(2024, 9, 1),
    });
}

school.Staff.Add(new BromcomStaff { Id = 1, Title = "Mrs", FirstName = "Grace", LastName = "Adeyemi", JobTitle = "Headteacher", Email = "grace@elm.example", StaffCode = "GAD" });
school.Classes.Add(new BromcomClass("7A/Ma1", "Mathematics", [.. school.Students.Take(30).Select(s => s.Id)]));

if (args is ["push", var address, var urn, var key, var supplier, var password])
{
    using var client = new HttpClient { BaseAddress = new Uri(address) };
    using var answer = await BromcomPush.SendAsync(client, urn, key, supplier, password, new BromcomPush(school).Json(TimeProvider.System.GetUtcNow()));
    Console.WriteLine($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    return answer.IsSuccessStatusCode ? 0 : 1;
}

await using var fake = await BromcomFake.StartAsync(new BromcomFakeOptions { Schools = [school], Port = ByHand.Port(args) });
await ByHand.RunAsync(
    fake.Faults,
    $"route rest  baseUrl {fake.Url}  schoolId {school.Id}  applicationId uso  applicationSecret fake-secret\nroute soap  soapUrl {fake.SoapUrl}  schoolId {school.Id}  userName uso-reader  password fake-password");
return 0;
